// Failures that wait to be classified: run again, or failed with what that means to dependents.
import { expect, test } from "bun:test";
import { activeNode, checkedServer, readyWorkflow } from "./checked-server.ts";

test("a pending failure is retried or failed in one call", async () => {
	await using running = await checkedServer();
	const { client, request } = running;
	const { id, runId, jobIds } = await readyWorkflow(client, 2);
	const [again = 0, lost = 0] = jobIds;
	const waiting = { workflow_id: id, name: "waits", command: "true", depends_on_job_ids: [lost] };
	const { id: dependent = 0 } = await client.createJob({ body: waiting });
	await client.initializeJobs({ params: { id }, query: { only_uninitialized: true } });
	const node = await activeNode(client, id);
	const status = "pending_failed" as const;
	for (const job of jobIds) {
		const facts = { return_code: 3, status, exec_time_minutes: 1, completion_time: "2026-01-01T00:00:00Z" };
		const body = { workflow_id: id, job_id: job, run_id: runId, compute_node_id: node, ...facts };
		await client.completeJob({ params: { id: job, status, run_id: runId }, body });
	}
	const classify = (job: number, action: "retry" | "fail", run = runId) =>
		client.classifyJob({ params: { id: job, run_id: run }, body: { action, reason: "seen in its log" } });
	await expect(classify(again, "retry", runId + 1)).rejects.toThrow("Run ID mismatch");
	expect(await classify(again, "retry")).toMatchObject({ status: "ready", attempt_id: 2 });
	await expect(classify(again, "fail")).rejects.toThrow("only a pending_failed job");
	expect(await classify(lost, "fail")).toMatchObject({ status: "failed", attempt_id: 1 });
	expect((await client.getJob({ params: { id: dependent as number } })).status).toBe("canceled");
	const failed = await client.listResults({ query: { workflow_id: id, status: "failed" } });
	expect(failed.items?.map((result) => result.job_id)).toEqual([lost]);
	const events = await client.listEvents({ query: { workflow_id: id, category: "classification" } });
	expect(events.items?.map((event) => event.data)).toMatchObject([
		{ job_id: again, action: "retry", reason: "seen in its log" },
		{ job_id: lost, action: "fail" },
	]);
	expect((await request("POST", `/jobs/${lost}/classify/${runId}`, { action: "guess" })).status).toBe(422);
});
