// Stored events that the accounting of lost work needs (3-rest-api §5), whoever reports: also runners that do not sync.
import { expect, test } from "bun:test";
import { activeNode, checkedServer, readyWorkflow } from "./checked-server.ts";

test("terminations, checkpoints and allocations leave events", async () => {
	await using running = await checkedServer();
	const { client } = running;
	const { id, runId, jobIds } = await readyWorkflow(client, 2);
	const [first = 0, second = 0] = jobIds;
	const node = await activeNode(client, id);
	const result = (job: number) => ({
		workflow_id: id,
		job_id: job,
		run_id: runId,
		compute_node_id: node,
		return_code: 0,
		status: "terminated" as const,
		exec_time_minutes: 3,
		completion_time: "2026-01-01T00:00:00Z",
	});
	const status = "terminated" as const;
	await client.completeJob({ params: { id: first, status, run_id: runId }, body: result(first) });
	const completions = [{ job_id: second, status, run_id: runId, result: result(second) }];
	await client.batchCompleteJobs({ params: { id }, body: { completions } });
	const stored = async (category: string): Promise<unknown[]> =>
		((await client.listEvents({ query: { workflow_id: id, category } })).items ?? []).map((event) => event.data);
	const facts = { return_code: 0, exec_time_minutes: 3, attempt_id: 1, run_id: runId };
	expect(await stored("job_terminated")).toEqual([
		expect.objectContaining({ job_id: first, job_name: "job0", ...facts }),
		expect.objectContaining({ job_id: second, job_name: "job1", ...facts }),
	]);

	const saved = { saved_at: "2026-01-01T00:00:00.000Z", num_files: 1, size_bytes: 9, path: "state" };
	await client.createCheckpoint({ body: { workflow_id: id, job_id: first, ...saved } });
	expect(await stored("checkpoint")).toEqual([
		{ category: "checkpoint", job_id: first, run_id: runId, attempt_id: 1, ...saved },
	]);

	const plain = { workflow_id: id, scheduler_id: 77, scheduler_config_id: 1, scheduler_type: "slurm" };
	const allocation = await client.createScheduledComputeNode({ body: { ...plain, status: "pending" } });
	const params = { id: allocation.id as number };
	for (const next of ["active", "active", "complete"]) {
		await client.updateScheduledComputeNode({ params, body: { ...plain, status: next } });
	}
	expect(await stored("allocation")).toEqual(
		["pending", "active", "complete"].map((now) => ({
			category: "allocation",
			scheduled_compute_node_id: allocation.id as number,
			scheduler_id: 77,
			scheduler_type: "slurm",
			status: now,
		})),
	);
});
