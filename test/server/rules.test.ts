// The rules of the interface as a table of requests, in the order of a workflow's life. The rules are the published ones
// (states, codes, wording that clients look at), not read off this code.
import { afterAll, expect, test } from "bun:test";
import { checkedServer } from "./checked-server.ts";

const { server, request } = await checkedServer();
afterAll(() => server.close());

const node = { hostname: "h", pid: 1, start_time: "2026-01-01T00:00:00Z", num_cpus: 1, memory_gb: 1 };
const nodeSize = { num_gpus: 0, num_nodes: 1, compute_node_type: "local" };
const offer = { num_cpus: 1, memory_gb: 1, num_gpus: 0, num_nodes: 1 };
const result = (job_id: number, status: string, more = {}) => ({
	job_id,
	workflow_id: 1,
	run_id: 1,
	compute_node_id: 1,
	return_code: status === "completed" ? 0 : 1,
	status,
	exec_time_minutes: 1,
	completion_time: "2026-01-01T00:00:00Z",
	...more,
});
const job = (name: string, more = {}) => ({ workflow_id: 1, name, command: "true", ...more });
const action = (more: object) => ({
	workflow_id: 1,
	trigger_type: "on_jobs_complete",
	action_type: "run_commands",
	action_config: { commands: ["true"] },
	...more,
});

type Rule = readonly [
	what: string,
	request: `${"GET" | "POST" | "PUT" | "DELETE"} /${string}`,
	body: unknown,
	status: number,
	answer: object | string,
];

const RULES: readonly Rule[] = [
	["defaults", "POST /workflows", { name: "w", user: "u", env: { A: "1" } }, 200, { run_id: 0, status_id: 1 }],
	["env is immutable", "PUT /workflows/1", { name: "w", user: "u", env: { B: "1" } }, 422, "immutable"],
	["flags in an update are ignored", "PUT /workflows/1", { name: "w", user: "u", run_id: 7 }, 200, { run_id: 0 }],
	["one requirement", "GET /resource_requirements?workflow_id=1", undefined, 200, { items: [{ name: "default" }] }],
	["its name is reserved", "POST /resource_requirements", { workflow_id: 1, name: "default" }, 422, "reserved"],
	[
		"texts stay",
		"POST /resource_requirements",
		{ workflow_id: 1, name: "r", runtime: "P0DT2H" },
		200,
		{ runtime: "P0DT2H" },
	],
	["a status sent is ignored", "POST /jobs", job("a", { status: "ready" }), 200, { id: 1, status: "uninitialized" }],
	["env is merged", "POST /jobs", job("b", { env: { B: "2" } }), 200, { env: { A: "1", B: "2" } }],
	["names may repeat", "POST /jobs", job("b", { labels: ["z", "y"] }), 200, { id: 3, labels: ["y", "z"] }],
	["but not in one request", "POST /bulk_jobs", { jobs: [job("x"), job("x")] }, 422, "'x'"],
	["one workflow per request", "POST /bulk_jobs", { jobs: [job("x"), job("y", { workflow_id: 2 })] }, 422, "workflow"],
	["a negative priority", "POST /jobs", job("x", { priority: -1 }), 422, "priority"],
	["a dependent", "POST /jobs", job("c", { depends_on_job_ids: [1] }), 200, { id: 4, depends_on_job_ids: [1] }],
	["a job may be disabled", "PUT /jobs/3", job("b", { status: "disabled" }), 200, { status: "disabled" }],
	["and nothing else", "PUT /jobs/1", job("a", { status: "ready" }), 422, "immutable"],
	["all uninitialized", "GET /workflows/1/is_uninitialized", undefined, 200, { is_uninitialized: true }],
	[
		"the counter is computed",
		"POST /workflows/1/actions",
		action({ job_ids: [1, 4], required_triggers: 9 }),
		200,
		{ required_triggers: 2 },
	],
	["a run begins", "POST /workflows/1/reset_status", {}, 200, { run_id: 1 }],
	["initialize", "POST /workflows/1/initialize_jobs", {}, 200, { message: "Initialized the jobs of workflow 1" }],
	["who waits", "GET /jobs/4", undefined, 200, { status: "blocked" }],
	["no limit, no jobs", "POST /workflows/1/claim_jobs_based_on_resources/0", offer, 200, { jobs: [] }],
	[
		"a wrong time",
		"POST /workflows/1/claim_jobs_based_on_resources/1",
		{ ...offer, time_limit: "1h" },
		422,
		{ field: "time_limit", value: "1h" },
	],
	[
		"too little memory",
		"POST /workflows/1/claim_jobs_based_on_resources/1",
		{ ...offer, memory_gb: 0.0001 },
		200,
		{ jobs: [] },
	],
	[
		"claims are pending",
		"POST /workflows/1/claim_next_jobs?limit=1",
		{},
		200,
		{ jobs: [{ id: 1, status: "pending" }] },
	],
	["a start needs a claim", "PUT /jobs/2/start_job/1/1", {}, 409, "pending"],
	["and the right run", "PUT /jobs/1/start_job/7/1", {}, 422, "Run ID mismatch: provided 7 but workflow status has 1"],
	["a start", "PUT /jobs/1/start_job/1/5", {}, 200, { status: "running", compute_node_id: 5 }],
	["no reset meanwhile", "POST /workflows/1/reset_status", {}, 422, "running"],
	["name only when uninitialized", "PUT /jobs/1", job("z"), 422, "uninitialized"],
	["an end that is none", "POST /jobs/1/complete_job/running/1", result(1, "running"), 422, "running"],
	["another status", "POST /jobs/1/complete_job/failed/1", result(1, "completed"), 422, "status"],
	["another run", "POST /jobs/1/complete_job/failed/2", result(1, "failed"), 422, "Run ID mismatch"],
	["a failure", "POST /jobs/1/complete_job/failed/1", result(1, "failed"), 200, { status: "failed" }],
	[
		"once",
		"POST /jobs/1/complete_job/failed/1",
		result(1, "failed"),
		422,
		"job_id=1 is already complete with status=failed",
	],
	["it cancels who waits", "GET /jobs/4", undefined, 200, { status: "canceled" }],
	["both count", "GET /workflows/1/actions/pending", undefined, 200, '"trigger_count":2'],
	["taken", "POST /workflows/1/actions/1/claim", {}, 200, { claimed: true, action_id: 1 }],
	["by one", "POST /workflows/1/actions/1/claim", { compute_node_id: 1 }, 409, { claimed: false }],
	["of this workflow", "POST /workflows/9/actions/1/claim", {}, 404, "not found"],
	["retries are counted", "POST /jobs/1/retry/1?max_retries=1", {}, 422, "max_retries"],
	["a retry", "POST /jobs/1/retry/1?max_retries=3", {}, 200, { status: "ready", attempt_id: 2, origin: "retry" }],
	["who waited for it waits again", "GET /jobs/4", undefined, 200, { status: "blocked" }],
	["complete by hand", "PUT /jobs/1/manage_status_change/completed/1", {}, 422, "complete"],
	["any other by hand", "PUT /jobs/1/manage_status_change/running/1", {}, 200, { status: "running" }],
	[
		"a batch goes on",
		"POST /workflows/1/batch_complete_jobs",
		{
			completions: [
				{ job_id: 77, run_id: 1, status: "completed", result: result(77, "completed") },
				{ job_id: 1, run_id: 1, status: "completed", result: result(1, "completed", { attempt_id: 2 }) },
			],
		},
		200,
		{ completed: [1], errors: [{ job_id: 77 }] },
	],
	[
		"current results",
		"GET /results?workflow_id=1",
		undefined,
		200,
		{ total_count: 1, items: [{ attempt_id: 2, job_name: "a" }] },
	],
	["all results", "GET /results?workflow_id=1&all_runs=true", undefined, 200, { total_count: 2 }],
	["one per attempt", "POST /results", result(1, "completed", { attempt_id: 2 }), 422, "already has a result"],
	[
		"not complete yet",
		"GET /workflows/1/is_complete",
		undefined,
		200,
		{ is_complete: false, needs_to_run_completion_script: false },
	],
	["who waited was released", "POST /jobs/4/complete_job/failed/1", result(4, "failed"), 200, { status: "failed" }],
	["cancel", "PUT /workflows/1/cancel", {}, 200, { is_canceled: true }],
	["then it is complete", "GET /workflows/1/is_complete", undefined, 200, { is_complete: true, is_canceled: true }],
	["and gives nothing", "POST /workflows/1/claim_next_jobs", {}, 200, { jobs: [] }],
	[
		"saying why",
		"POST /workflows/1/claim_jobs_based_on_resources/1",
		offer,
		200,
		{ jobs: [], reason: "Workflow is canceled" },
	],
	["ready stays ready", "GET /jobs/2", undefined, 200, { status: "ready" }],
	["stored", "GET /events?workflow_id=1&category=workflow_canceled", undefined, 200, { total_count: 1 }],
	["a new run", "POST /workflows/1/reset_status", {}, 200, { run_id: 2, is_canceled: false }],
	[
		"failed only",
		"POST /workflows/1/reset_job_status?failed_only=true",
		{},
		200,
		{ updated_count: 1, status: "uninitialized" },
	],
	["a handler without rules", "POST /failure_handlers", { workflow_id: 1, name: "h", rules: "[]" }, 200, { id: 1 }],
	["its job", "POST /jobs", job("h", { failure_handler_id: 1 }), 200, { id: 5, failure_handler_id: 1 }],
	["at work", "PUT /jobs/5/manage_status_change/running/2", {}, 200, { status: "running" }],
	["it allows no retry", "POST /jobs/5/retry/2", {}, 422, "max_retries=0"],
	["away again", "DELETE /jobs/5", undefined, 200, { id: 5 }],
	[
		"a node without activity",
		"POST /compute_nodes",
		{ workflow_id: 1, ...node, ...nodeSize },
		200,
		{ is_active: false },
	],
	["archived", "POST /workflows/1/archive", { is_archived: true }, 200, { is_archived: true }],
	["takes no run", "POST /workflows/1/reset_status?force=true", {}, 422, "Unarchive the workflow first"],
	["no job", "POST /jobs", job("late"), 422, "Unarchive"],
	[
		"gives nothing",
		"POST /workflows/1/claim_jobs_based_on_resources/1",
		offer,
		200,
		{ jobs: [], reason: "Workflow is archived" },
	],
	["carries out nothing", "POST /workflows/1/actions/1/claim", {}, 409, "Workflow 1 is archived"],
	["reads go on", "GET /workflows/1/status", undefined, 200, { total_jobs: 4, id: 1, run_id: 2, is_archived: true }],
	["back", "PUT /workflows/1/status", { run_id: 2, is_archived: false }, 200, { is_archived: false }],
	["a run never goes back", "PUT /workflows/1/status", { run_id: 1 }, 422, "lowered"],
	["count", "DELETE /jobs?workflow_id=1", undefined, 200, { count: 4, deleted_count: 4, message: "Deleted 4 records" }],
	["the record", "DELETE /workflows/1", undefined, 200, { id: 1, name: "w" }],
	["gone", "GET /workflows/1", undefined, 404, { message: "Workflow not found with ID: 1" }],
];

test.each(RULES)("%s", async (_, line, body, status, expected) => {
	const [method = "", path = ""] = line.split(" ");
	const response = await request(method, path, body);
	const text = await response.text();
	expect({ status: response.status, text }).toMatchObject({ status });
	if (typeof expected === "string") expect(text).toContain(expected);
	else {
		const answer = JSON.parse(text) as { error?: object };
		expect(answer.error ?? answer).toMatchObject(expected);
	}
	expect(text).not.toContain(":null");
});
