// Long polls: what ends a wait, and who gets what.
import { afterEach, beforeEach, expect, test } from "bun:test";
import { activeNode, type CheckedServer, checkedServer, readyWorkflow } from "../../../test/server/checked-server.ts";
import { draftOf } from "../../../test/server/small-draft.ts";
import { createFromDraft } from "../../client/create-from-draft.ts";
import type { ClaimNextJobsResponse } from "../../contract/models/claim.ts";
import type { JobModel } from "../../contract/models/job.ts";
import type { SyncRequest } from "../../contract/sync.ts";

let checked: CheckedServer;
beforeEach(async () => {
	checked = await checkedServer();
});
afterEach(() => checked.server.close());

const OFFER = { mode: "resources", limit: 4, num_cpus: 4, memory_bytes: 2 ** 33, num_gpus: 0, num_nodes: 1 } as const;
const quiet = (runId: number, wait: number): SyncRequest => ({
	run_id: runId,
	started: [],
	finished: [],
	holding: [],
	offer: OFFER,
	labels: [],
	wait_seconds: wait,
});

/** A chain a → b, initialized. */
async function chain() {
	const { client } = checked;
	const { workflow_id: id } = await createFromDraft(client, draftOf(["a", "b"], { b: ["a"] }));
	await client.resetWorkflowStatus({ params: { id } });
	await client.initializeJobs({ params: { id } });
	const node = await activeNode(client, id);
	return { id, node, other: await activeNode(client, id) };
}

function finished(job: { id: number; attempt_id: number; run_id: number }) {
	return {
		job_id: job.id,
		run_id: job.run_id,
		attempt_id: job.attempt_id,
		status: "completed" as const,
		return_code: 0,
		exec_time_minutes: 0.1,
		completion_time: "2026-01-01T00:00:00Z",
	};
}

test("a claim waits for the job that another's completion releases", async () => {
	const { client } = checked;
	const { id, node } = await chain();
	const [first] = (await client.syncComputeNode({ params: { id, compute_node_id: node }, body: quiet(1, 0) })).jobs;
	const waiting = client.claimNextJobs({ params: { id }, query: { wait_seconds: 30 } });
	const report = { ...quiet(1, 0), offer: null, finished: [finished(first as never)] };
	await client.syncComputeNode({ params: { id, compute_node_id: node }, body: report });
	expect((await waiting).jobs?.map((job) => job.name)).toEqual(["b"]);
});

test("completion and the next claim are one request", async () => {
	const { client } = checked;
	const { id, node } = await chain();
	const params = { id, compute_node_id: node };
	const [first] = (await client.syncComputeNode({ params, body: quiet(1, 0) })).jobs;
	const next = await client.syncComputeNode({
		params,
		body: { ...quiet(1, 30), finished: [finished(first as never)] },
	});
	expect(next.jobs.map((job) => job.name)).toEqual(["b"]);
	expect(next.workflow.counts).toEqual({ completed: 1, pending: 1 });
});

async function withJob(claim: Promise<ClaimNextJobsResponse>): Promise<JobModel[]> {
	const { jobs } = await claim;
	return jobs?.length ? jobs : Promise.reject(new Error("nothing"));
}

test("of many waiters each job goes to exactly one", async () => {
	const { client } = checked;
	const { id, runId, jobIds } = await readyWorkflow(client, 2);
	await client.claimNextJobs({ params: { id } });
	const waiters = Array.from({ length: 10 }, () =>
		client.claimNextJobs({ params: { id }, query: { wait_seconds: 1 } }),
	);
	await client.manageStatusChange({ params: { id: jobIds[0] as number, status: "ready", run_id: runId } });
	expect((await Promise.any(waiters.map(withJob))).map((job) => job.name)).toEqual(["job0"]);
	await client.manageStatusChange({ params: { id: jobIds[1] as number, status: "ready", run_id: runId } });
	const taken = (await Promise.all(waiters)).flatMap((claim) => claim.jobs ?? []).map((job) => job.name);
	expect(taken.sort()).toEqual(["job0", "job1"]);
});

test("a wait that gets nothing ends empty after its time", async () => {
	const { client } = checked;
	const { id } = await readyWorkflow(client, 0);
	expect(await client.claimNextJobs({ params: { id }, query: { wait_seconds: 0.05 } })).toEqual({ jobs: [] });
	expect((await checked.request("POST", `/workflows/${id}/claim_next_jobs?wait_seconds=601`)).status).toBe(400);
});

test("a cancel ends the waits", async () => {
	const { client } = checked;
	const { id, node } = await chain();
	const body = { num_cpus: 1, memory_gb: 0, num_gpus: 0, num_nodes: 1 };
	const claim = client.claimJobsBasedOnResources({ params: { id, limit: 1 }, query: { wait_seconds: 30 }, body });
	const params = { id, compute_node_id: node };
	await client.syncComputeNode({ params, body: { ...quiet(1, 0), offer: null } });
	const sync = client.syncComputeNode({ params, body: { ...quiet(1, 30), offer: null } });
	await client.cancelWorkflow({ params: { id } });
	expect(await claim).toEqual({ jobs: [], reason: "Workflow is canceled" });
	expect((await sync).orders).toEqual([{ order: "cancel_workflow" }]);
});

test("a newer sync of a node ends the older one's wait", async () => {
	const { client } = checked;
	const { id, node } = await chain();
	const params = { id, compute_node_id: node };
	const body = { ...quiet(1, 30), offer: null };
	await client.syncComputeNode({ params, body: { ...body, wait_seconds: 0 } });
	const older = client.syncComputeNode({ params, body });
	const newer = client.syncComputeNode({ params, body });
	expect(await older).toMatchObject({ superseded: true, jobs: [] });
	await client.resetWorkflowStatus({ params: { id } });
	expect(await newer).toMatchObject({ superseded: false, orders: [{ order: "new_run", run_id: 2 }] });
});

test("a node whose record is deleted while it waits is told so; the others go on waiting for their jobs", async () => {
	const { client } = checked;
	const { id, node, other } = await chain();
	const [a] = (await client.syncComputeNode({ params: { id, compute_node_id: node }, body: quiet(1, 0) })).jobs;
	const deleted = client
		.syncComputeNode({ params: { id, compute_node_id: node }, body: { ...quiet(1, 30), holding: [a?.id as number] } })
		.catch((error: Error) => error.message);
	await client.syncComputeNode({ params: { id, compute_node_id: other }, body: { ...quiet(1, 0), offer: null } });
	const waiting = client.syncComputeNode({ params: { id, compute_node_id: other }, body: quiet(1, 30) });
	await client.deleteComputeNode({ params: { id: node } });
	const { id: job, run_id, attempt_id } = a as { id: number; run_id: number; attempt_id: number };
	const result = { ...finished({ id: job, run_id, attempt_id }), workflow_id: id, compute_node_id: node };
	await client.completeJob({ params: { id: job, status: "completed", run_id }, body: result });
	expect((await waiting).jobs.map((each) => each.name)).toEqual(["b"]);
	expect(await deleted).toBe(`ComputeNode not found with ID: ${node}`);
});

test("a node is told of the workflow's end, also when it came between two requests", async () => {
	const { client } = checked;
	const { id, node, other } = await chain();
	const params = { id, compute_node_id: other };
	const idle = { ...quiet(1, 30), offer: null };
	expect((await client.syncComputeNode({ params, body: idle })).workflow.is_complete).toBe(false);
	const waiting = client.syncComputeNode({ params, body: idle });
	const mine = { id, compute_node_id: node };
	const [a] = (await client.syncComputeNode({ params: mine, body: quiet(1, 0) })).jobs;
	const [b] = (
		await client.syncComputeNode({ params: mine, body: { ...quiet(1, 30), finished: [finished(a as never)] } })
	).jobs;
	const report = {
		...quiet(1, 0),
		offer: null,
		finished: [{ ...finished(b as never), status: "terminated" as const }],
	};
	await client.syncComputeNode({ params: mine, body: report });
	expect((await waiting).workflow).toMatchObject({ is_complete: true, has_unfinished_work: true });
});

test("a caller that hangs up gets no job", async () => {
	const { client, server } = checked;
	const { id, runId, jobIds } = await readyWorkflow(client, 1);
	await client.claimNextJobs({ params: { id } });
	const gone = new AbortController();
	const init = { method: "POST", signal: gone.signal };
	const waiting = server.fetch(new Request(`${server.url}/workflows/${id}/claim_next_jobs?wait_seconds=30`, init));
	gone.abort();
	await waiting;
	await client.manageStatusChange({ params: { id: jobIds[0] as number, status: "ready", run_id: runId } });
	expect((await client.getJob({ params: { id: jobIds[0] as number } })).status).toBe("ready");
});

test("closing the server answers every wait", async () => {
	const { client, server } = checked;
	const { id, node } = await chain();
	const params = { id, compute_node_id: node };
	const body = { ...quiet(1, 600), offer: null };
	await client.syncComputeNode({ params, body: { ...body, wait_seconds: 0 } });
	const sync = client.syncComputeNode({ params, body });
	await server.close();
	expect((await sync).jobs).toEqual([]);
	await expect(client.ping()).rejects.toMatchObject({ kind: "unreachable" });
});
