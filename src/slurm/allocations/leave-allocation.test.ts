// When a chain of allocations gets its next link. TORC_FAKE_SBATCH stands for Slurm.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkedServer } from "../../../test/server/checked-server.ts";
import { draftOf } from "../../../test/server/small-draft.ts";
import { createFromDraft } from "../../client/create-from-draft.ts";
import { leaveAllocation } from "./leave-allocation.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-test-"));
const FAKES = ["TORC_FAKE_SBATCH", "TORC_FAKE_SQUEUE", "TORC_FAKE_SCANCEL"];
const before = FAKES.map((name) => process.env[name]);
afterAll(() => {
	for (const [index, name] of FAKES.entries()) {
		if (before[index] === undefined) delete process.env[name];
		else process.env[name] = before[index];
	}
	rmSync(folder, { recursive: true });
});

const settings = {
	program: ["torc-slurm-job-runner"],
	url: "http://localhost",
	outputDirectory: folder,
	cwd: folder,
	pollInterval: 5,
	maxParallelJobs: null,
	claimBackoffMaxSecs: null,
	tlsCaCert: null,
	tlsInsecure: false,
	keepScripts: false,
	jobPrefix: "",
	credentials: {},
};

test("one job that goes on is seen among any number of others that wait", async () => {
	process.env.TORC_FAKE_SBATCH = join(folder, "sbatch");
	writeFileSync(join(folder, "sbatch"), "#!/bin/sh\necho Submitted batch job 78\n", { mode: 0o755 });
	await using checked = await checkedServer();
	const { client } = checked;
	const draft = draftOf(Array.from({ length: 1_200 }, (_, index) => `job${index}`));
	Object.assign(draft.jobs.at(-1) as object, { priority: 1 });
	const slurmSchedulers = [{ account: "a", nodes: 1, walltime: "01:00:00", serialize_allocations: true }];
	const { workflow_id } = await createFromDraft(client, { ...draft, slurmSchedulers });
	const params = { id: workflow_id };
	await client.initializeJobs({ params });
	const { jobs } = await client.claimNextJobs({ params, query: { limit: 1 } });
	const id = jobs?.[0]?.id as number;
	const end = { job_id: id, workflow_id, run_id: 0, attempt_id: 1, compute_node_id: 1, return_code: 152 };
	const body = { ...end, status: "terminated", exec_time_minutes: 1, completion_time: "2026-01-01T00:00:00Z" } as const;
	await client.completeJob({ params: { id, status: "terminated", run_id: 0 }, body });
	await client.continueTerminatedJobs({ params });
	const own = { workflow_id, scheduler_id: 77, scheduler_config_id: 1, scheduler_type: "slurm", status: "active" };
	const record = await client.createScheduledComputeNode({ body: own });

	const said: string[] = [];
	const leaving = { workflowId: workflow_id, record, oneWorkerPerNode: false, settings, requeue: false };
	await leaveAllocation(client, { ...leaving, log: (message) => said.push(message) });
	expect(said).toEqual(["stopped jobs go on: submitted the next allocation 78"]);
	const { items } = await client.listScheduledComputeNodes({ query: { workflow_id } });
	expect(items.map(({ scheduler_id, status }) => [scheduler_id, status])).toEqual([
		[77, "complete"],
		[78, "pending"],
	]);
});

test("queued allocations stay while a failure waits to be judged: the job may have to run again", async () => {
	process.env.TORC_FAKE_SQUEUE = join(folder, "squeue");
	process.env.TORC_FAKE_SCANCEL = "/bin/true";
	writeFileSync(join(folder, "squeue"), "#!/bin/sh\necho '78|PENDING|Dependency|N/A'\n", { mode: 0o755 });
	await using checked = await checkedServer();
	const { client } = checked;
	const slurmSchedulers = [{ account: "a", nodes: 1, walltime: "01:00:00", serialize_allocations: true }];
	const { workflow_id } = await createFromDraft(client, { ...draftOf(["job"]), slurmSchedulers });
	const params = { id: workflow_id };
	await client.initializeJobs({ params });
	await client.claimNextJobs({ params, query: { limit: 1 } });
	const failed = { job_id: 1, workflow_id, run_id: 0, attempt_id: 1, compute_node_id: 1, return_code: 1 };
	const ended = { exec_time_minutes: 1, completion_time: "2026-01-01T00:00:00Z" };
	const end = async (status: "pending_failed" | "failed") =>
		client.completeJob({ params: { id: 1, status, run_id: 0 }, body: { ...failed, ...ended, status } });
	await end("pending_failed");
	const node = { workflow_id, scheduler_config_id: 1, scheduler_type: "slurm" };
	const record = await client.createScheduledComputeNode({ body: { ...node, scheduler_id: 77, status: "active" } });
	await client.createScheduledComputeNode({ body: { ...node, scheduler_id: 78, status: "pending" } });
	const leaving = { workflowId: workflow_id, record, oneWorkerPerNode: false, settings, requeue: false };
	const statuses = async () => {
		await leaveAllocation(client, { ...leaving, log: () => undefined });
		const { items } = await client.listScheduledComputeNodes({ query: { workflow_id } });
		return items.map(({ status }) => status);
	};
	expect(await statuses()).toEqual(["complete", "pending"]);
	await client.classifyJob({ params: { id: 1, run_id: 0 }, body: { action: "fail" } });
	expect(await statuses()).toEqual(["complete", "canceled"]);
});
