// One of every record, owned by `owner` and shared with a group, and a request to every endpoint about them.
import type { RouteDeclaration } from "../../src/contract/route.ts";
import type { Kind } from "./access-table.ts";
import type { ServerWithUsers } from "./server-with-users.ts";

/** The user of each kind; null = nobody. */
export const USER_OF: Readonly<Record<Kind, string | null>> = {
	anonymous: null,
	stranger: "stranger",
	member: "member",
	"group admin": "head",
	owner: "owner",
	"system admin": "root",
};

export interface Fixture {
	readonly workflow: number;
	readonly group: number;
	readonly action: number;
	readonly task: number;
	/** First segment of the path → id of the record. */
	readonly records: Readonly<Record<string, number>>;
}

const START = "2026-01-01T00:00:00Z";

/** Bodies by the first segment of the path; every field a creation needs. */
export function bodies(workflow: number, job: number, node: number): Record<string, object> {
	const workflow_id = workflow;
	const result = { job_id: job, run_id: 1, attempt_id: 1, compute_node_id: node, return_code: 0 };
	return {
		jobs: { workflow_id, name: "j", command: "true" },
		files: { workflow_id, name: "f", path: "f" },
		user_data: { workflow_id, name: "u", data: { a: 1 } },
		events: { workflow_id, timestamp: 0, data: {} },
		results: { ...result, workflow_id, exec_time_minutes: 1, completion_time: START, status: "completed" },
		resource_requirements: { workflow_id, name: "r", num_cpus: 1, memory: "1g", runtime: "PT1M" },
		slurm_schedulers: { workflow_id, account: "a", nodes: 1, walltime: "01:00:00" },
		local_schedulers: { workflow_id, memory: "1g", num_cpus: 1 },
		failure_handlers: { workflow_id, name: "h", rules: '[{"exit_codes":[1]}]' },
		ro_crate_entities: { workflow_id, entity_id: "#e", entity_type: "File", metadata: {} },
		scheduled_compute_nodes: {
			workflow_id,
			scheduler_id: 7,
			scheduler_config_id: 1,
			scheduler_type: "slurm",
			status: "active",
		},
		slurm_stats: { workflow_id, job_id: job, run_id: 1, attempt_id: 1 },
		checkpoints: { workflow_id, job_id: job, attempt_id: 1, saved_at: START, num_files: 1, size_bytes: 1, path: "c" },
		compute_nodes: {
			workflow_id,
			hostname: "host",
			pid: 7,
			start_time: START,
			num_cpus: 4,
			memory_gb: 8,
			num_gpus: 0,
			num_nodes: 1,
			compute_node_type: "local",
		},
	};
}

/** Filled by the owner: the system's administrator makes the group. */
export async function makeFixture(server: ServerWithUsers): Promise<Fixture> {
	const create = async (path: string, body?: unknown, user = "owner"): Promise<number> =>
		(await server.json<{ id: number }>(user, "POST", path, body)).id;
	const group = await create("/access_groups", { name: `team ${++groups}` }, "root");
	for (const [user_name, role] of [
		["member", "member"],
		["head", "admin"],
	]) {
		await create(`/access_groups/${group}/members`, { user_name, group_id: group, role }, "root");
	}
	const workflow = await create("/workflows", { name: "w", user: "owner" });
	await server.json("owner", "POST", `/workflows/${workflow}/access_groups/${group}`);
	const records: Record<string, number> = {};
	for (const noun of ["jobs", "compute_nodes"]) {
		records[noun] = await create(`/${noun}`, bodies(workflow, 0, 0)[noun]);
	}
	for (const [noun, body] of Object.entries(
		bodies(workflow, records.jobs as number, records.compute_nodes as number),
	)) {
		records[noun] ??= await create(`/${noun}`, body);
	}
	const action = { workflow_id: workflow, trigger_type: "on_workflow_start", action_type: "run_commands" };
	const actionId = await create(`/workflows/${workflow}/actions`, { ...action, action_config: { commands: ["true"] } });
	await server.json("owner", "POST", `/workflows/${workflow}/remote_workers`, ["worker"]);
	const accepted = await server.ask("owner", "POST", `/workflows/${workflow}/initialize_jobs?async=true`);
	const { id: task } = (await accepted.json()) as { id: number };
	return { workflow, group, action: actionId, task, records };
}

let groups = 0;

export interface Prepared {
	readonly path: string;
	readonly body: unknown;
}

/** A request that only the access rule can refuse: what it names is there, and what it carries can be read. */
export function prepare(declaration: RouteDeclaration, fixture: Fixture): Prepared {
	const { workflow, group, action, task, records } = fixture;
	const [noun = ""] = declaration.path.slice(1).split("/");
	const id =
		noun === "workflows" ? workflow : noun === "access_groups" ? group : noun === "tasks" ? task : records[noun];
	const values: Record<string, string | number | undefined> = {
		id,
		workflow_id: workflow,
		group_id: group,
		action_id: action,
		compute_node_id: records.compute_nodes,
		user_name: "member",
		worker: "worker",
		run_id: 1,
		status: "completed",
		limit: 1,
	};
	const path = declaration.path.replace(/\{(\w+)\}/g, (_, name: string) => {
		if (values[name] === undefined) throw new Error(`${declaration.path}: the fixture has no value for ${name}`);
		return String(values[name]);
	});
	const needsWorkflow = declaration.query?.workflow_id !== undefined;
	return { path: needsWorkflow ? `${path}?workflow_id=${workflow}` : path, body: bodyOf(declaration, fixture, noun) };
}

function bodyOf(declaration: RouteDeclaration, { workflow, group, records }: Fixture, noun: string): unknown {
	const all = bodies(workflow, records.jobs as number, records.compute_nodes as number);
	const list = noun.replace("bulk_", "");
	const special: Readonly<Record<string, unknown>> = {
		"/workflows": { name: "new", user: "x" },
		"/access_groups": { name: `new ${++groups}` },
		"/access_groups/{id}/members": { user_name: "newcomer", group_id: group, role: "member" },
		"/workflows/{id}/access_groups": { group_id: group },
		"/workflows/{id}/archive": { is_archived: false },
		"/workflows/{id}/remote_workers": ["other"],
		"/admin/sql": { sql: "SELECT 1" },
		"/workflow_drafts": `{"k":"workflow","v":{"name":"d","user":"u"}}\n`,
		"/workflow_imports": "{}",
	};
	if (Object.hasOwn(special, declaration.path)) return special[declaration.path];
	if (noun.startsWith("bulk_")) return { [list]: [{ ...all[list], name: `bulk ${++groups}` }] };
	return declaration.body === undefined ? undefined : (all[noun] ?? {});
}
