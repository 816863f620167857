// What earlier endings took is measured, stored, and lengthens the lead that nobody gave.
import { expect, test } from "bun:test";
import { InProcessRun } from "./in-process-run.ts";

const SAVES = `name: saves
jobs:
  - name: saves
    supports_termination: true
    command: |
      trap "sleep 0.4; exit 0" TERM
      echo $TORC_DEADLINE >> OUT/deadlines
      while :; do sleep 0.05; done
`;

test("an ending is measured beside what the job was given, and a tight one is named", async () => {
	await using run = await InProcessRun.open();
	await run.create(`${SAVES}execution_config: {sigterm_lead_seconds: 1, sigkill_headroom_seconds: 1}\n`);
	await run.run({ deadline: Date.now() + 3_500 });
	const { items } = await run.client.listResults({ query: { workflow_id: run.workflowId } });
	const [result] = items;
	expect(result?.signal_to_exit_seconds).toBeGreaterThanOrEqual(0.4);
	expect(result?.signal_lead_seconds).toBeCloseTo(1, 1);
	const { ending_times } = await run.client.getWorkflowStatus({ params: { id: run.workflowId } });
	expect(ending_times).toMatchObject({ count: 1, p95_seconds: result?.signal_to_exit_seconds as number });
	// A second ending that left no time: it is warned about.
	await storeEnding(run, { attempt_id: 50, signal_to_exit_seconds: 0.9, signal_lead_seconds: 1 });
	const later = await run.client.getWorkflowStatus({ params: { id: run.workflowId } });
	expect(later.ending_times?.jobs_near_lead).toMatchObject([{ job_name: "saves", p95_seconds: 0.9, lead_seconds: 1 }]);
});

test("a lead nobody gave is one and a half times what endings took; a given one stays", async () => {
	for (const [config, seconds] of [
		["", 15 + 60],
		["execution_config: {sigterm_lead_seconds: 20, sigkill_headroom_seconds: 15}\n", 15 + 20],
	] as const) {
		await using run = await InProcessRun.open();
		await run.create(SAVES.replace("while :; do sleep 0.05; done", "exit 0") + config);
		await storeEnding(run, { attempt_id: 50, signal_to_exit_seconds: 40, signal_lead_seconds: 30 });
		const deadline = Date.now() + 600_000;
		await run.run({ deadline });
		const told = Number(run.text(/^deadlines$/)) * 1000;
		expect(Math.abs(deadline - told - seconds * 1000)).toBeLessThan(1_001);
	}
});

/** As an earlier allocation would have left it. */
async function storeEnding(run: InProcessRun, ending: Record<string, number>): Promise<void> {
	const { items } = await run.client.listJobs({ query: { workflow_id: run.workflowId } });
	await run.client.createResult({
		body: {
			workflow_id: run.workflowId,
			job_id: items[0]?.id as number,
			run_id: 0,
			compute_node_id: 1,
			return_code: 0,
			status: "terminated",
			exec_time_minutes: 1,
			completion_time: "2026-01-01T00:00:00Z",
			...ending,
		},
	});
}
