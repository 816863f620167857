// Whoever may use one workflow must not reach another by naming its records: nothing there is changed, nothing of it is told.
import { expect, test } from "bun:test";
import { bodies, makeFixture } from "./access-fixture.ts";
import { type ServerWithUsers, serverWithUsers } from "./server-with-users.ts";

const USERS = ["owner", "head", "member", "root", "stranger"];

/** Everything in the owner's workflow, as he sees it. */
async function stateOf(server: ServerWithUsers, workflow: number): Promise<unknown> {
	const query = "include_results=true&include_events=true";
	const { exported_at: _, ...document } = await server.json("owner", "GET", `/workflows/${workflow}/export?${query}`);
	return document;
}

test("a workflow of one's own opens no way into another's", async () => {
	await using server = await serverWithUsers(USERS, { adminUsers: ["root"] });
	const theirs = await makeFixture(server);
	const job = theirs.records.jobs as number;
	const file = theirs.records.files as number;
	const node = theirs.records.compute_nodes as number;
	await server.json("owner", "PUT", `/jobs/${job}`, { workflow_id: theirs.workflow, name: "s3cret job", command: "c" });
	const secretNode = { ...bodies(theirs.workflow, 0, 0).compute_nodes, hostname: "s3cret host" };
	await server.json("owner", "PUT", `/compute_nodes/${node}`, secretNode);
	await server.json("owner", "PUT", `/files/${file}`, { workflow_id: theirs.workflow, name: "s3cret file", path: "p" });

	const create = async (path: string, body: unknown): Promise<number> =>
		(await server.json<{ id: number }>("stranger", "POST", path, body)).id;
	const own = await create("/workflows", { name: "own", user: "x" });
	const ownJob = await create("/jobs", { workflow_id: own, name: "own", command: "true" });
	const ownFile = await create("/files", { workflow_id: own, name: "own", path: "own" });
	const ownNode = await create("/compute_nodes", bodies(own, 0, 0).compute_nodes);
	await server.json("stranger", "POST", `/workflows/${own}/reset_status`);
	await server.json("stranger", "POST", `/workflows/${own}/initialize_jobs`);
	const { run_id } = await server.json<{ run_id: number }>("stranger", "GET", `/workflows/${own}`);
	await server.json("stranger", "POST", `/workflows/${own}/claim_next_jobs`);

	const result = { ...bodies(own, job, node).results, run_id };
	const report = { job_id: job, run_id, attempt_id: 1, status: "completed", return_code: 0, exec_time_minutes: 1 };
	const sync = { run_id, started: [], finished: [], holding: [], labels: [], wait_seconds: 0 };
	const plain = { workflow_id: own, name: "n", command: "true" };
	const attempts: readonly (readonly [method: string, path: string, body?: unknown])[] = [
		["POST", "/results", result],
		["POST", "/slurm_stats", bodies(own, job, node).slurm_stats],
		["POST", "/checkpoints", bodies(own, job, node).checkpoints],
		["POST", "/jobs", { ...plain, depends_on_job_ids: [job] }],
		["POST", "/jobs", { ...plain, input_file_ids: [file] }],
		["POST", "/jobs", { ...plain, output_file_ids: [file] }],
		["POST", "/jobs", { ...plain, resource_requirements_id: theirs.records.resource_requirements }],
		["POST", "/jobs", { ...plain, failure_handler_id: theirs.records.failure_handlers }],
		["POST", "/jobs", { ...plain, scheduler_id: theirs.records.slurm_schedulers }],
		["PUT", `/jobs/${ownJob}`, { workflow_id: theirs.workflow, name: "moved", command: "true" }],
		["PUT", `/jobs/${ownJob}`, { ...plain, resource_requirements_id: theirs.records.resource_requirements }],
		["PUT", `/files/${ownFile}`, { workflow_id: theirs.workflow, name: "moved", path: "p" }],
		["PUT", `/compute_nodes/${ownNode}`, { ...bodies(theirs.workflow, 0, 0).compute_nodes }],
		["PUT", `/workflows/${own}`, { id: theirs.workflow, name: "moved", user: "stranger" }],
		[
			"POST",
			`/workflows/${own}/batch_complete_jobs`,
			{ completions: [{ job_id: job, status: "completed", run_id, result }] },
		],
		["POST", `/workflows/${own}/actions/${theirs.action}/claim`, {}],
		["PUT", `/workflows/${own}/actions/${theirs.action}`, { commands: ["evil"] }],
		["DELETE", `/workflows/${own}/actions/${theirs.action}`],
		["POST", `/workflows/${own}/actions/${theirs.action}/release`],
		["POST", `/workflows/${own}/compute_nodes/${node}/sync`, sync],
		["POST", `/workflows/${own}/compute_nodes/${ownNode}/sync`, { ...sync, started: [{ job_id: job, attempt_id: 1 }] }],
		[
			"POST",
			`/workflows/${own}/compute_nodes/${ownNode}/sync`,
			{ ...sync, finished: [{ ...report, completion_time: "2026-01-01T00:00:00Z" }] },
		],
		["PUT", `/jobs/${ownJob}/start_job/${run_id}/${node}`],
		["GET", `/workflows/${own}/running_jobs`],
		["POST", "/results", { ...bodies(own, ownJob, node).results, run_id }],
		["GET", `/workflows/${own}/slurm_job_correlations`],
		["GET", `/results?workflow_id=${own}&all_runs=true`],
		["POST", "/ro_crate_entities", { ...bodies(own, 0, 0).ro_crate_entities, file_id: file }],
		["POST", `/user_data?consumer_job_id=${job}`, { workflow_id: own, name: "u" }],
		["POST", `/user_data?producer_job_id=${job}`, { workflow_id: own, name: "u" }],
		["POST", `/jobs/${ownJob}/spawn_jobs`, { jobs: [{ ...plain, depends_on_job_ids: [job] }] }],
		["POST", `/jobs/${job}/classify/${run_id}`, { action: "fail" }],
		["GET", `/jobs?workflow_id=${own}&needs_file_id=${file}`],
		["GET", `/jobs?workflow_id=${own}&upstream_job_id=${job}`],
		["GET", `/jobs?workflow_id=${own}&active_compute_node_id=${node}`],
		["GET", `/results?workflow_id=${own}&job_id=${job}&all_runs=true`],
		["GET", `/files?workflow_id=${own}&produced_by_job_id=${job}`],
		["GET", `/resource_requirements?workflow_id=${own}&job_id=${job}`],
		["GET", `/workflows/${own}/export?include_results=true`],
		["POST", "/workflow_imports", { workflow: { name: "i", user: "owner", id: theirs.workflow } }],
	];
	const before = await stateOf(server, theirs.workflow);
	for (const [method, path, body] of attempts) {
		const response = await server.ask("stranger", method, path, body);
		const text = await response.text();
		expect([method, path, text]).not.toEqual([method, path, expect.stringContaining("s3cret")]);
		expect([method, path, response.status < 500]).toEqual([method, path, true]);
	}
	expect(await stateOf(server, theirs.workflow)).toEqual(before);
});
