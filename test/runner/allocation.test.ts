// A runner in an allocation that is played by the test.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Allocation } from "../../src/runner/allocation/allocation.ts";
import { InProcessRun } from "./in-process-run.ts";

/** Slurm says that the allocation runs up to the given end. */
function allocationUpTo(endTime: number, warningSeconds: number | null = null): Allocation {
	return {
		slurmJobId: "7",
		nodeIndex: 0,
		taskPid: 1,
		nodes: [{ name: null, numCpus: 2, memoryBytes: 2 ** 30, numGpus: 0 }],
		schedulerConfigId: null,
		strictSchedulerMatch: false,
		warningSeconds,
		hearStepSignals: null,
		lookUp: async () => ({
			state: "RUNNING",
			reason: "None",
			endTime,
			startTime: null,
			restarts: 0,
			numNodes: 1,
			nodeList: "",
			isPreempted: false,
		}),
		killWaitSeconds: async () => 30,
		signalSteps: () => undefined,
		stepAccounts: async () => "disabled",
		fire: async () => null,
	};
}

test("after the end was moved away a recovery script still runs where the old end was", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: moved
failure_handlers: [{name: again, rules: [{exit_codes: [9], recovery_script: touch OUT/recovered}]}]
jobs: [{name: job, failure_handler: again, command: "test $TORC_ATTEMPT_ID = 2 || { sleep 4.5; exit 9; }"}]
`);
	const start = Date.now();
	const outcome = await run.run({ deadline: start + 5_000, allocation: allocationUpTo(start + 600_000) });
	expect(outcome).toMatchObject({ reason: "complete", counts: { completed: 1, retried: 1, terminated: 0 } });
	const [node] = (await run.client.listComputeNodes({ query: { workflow_id: run.workflowId } })).items;
	expect(node?.end_time).toBe(new Date(start + 600_000).toISOString());
}, 30_000);

test("jobs of a canceled workflow have as long to save as the warning that was asked of Slurm", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: canceled
execution_config: {sigterm_lead_seconds: 1}
jobs: [{name: job, command: "trap 'sleep 2; touch OUT/saved; exit 0' TERM; touch OUT/up; while :; do sleep 0.05; done"}]
`);
	const deadline = Date.now() + 600_000;
	const running = run.run({ deadline, allocation: allocationUpTo(deadline, 60) });
	await run.until(() => existsSync(join(run.output, "up")));
	await run.client.cancelWorkflow({ params: { id: run.workflowId } });
	expect(await running).toMatchObject({ reason: "canceled" });
	expect(existsSync(join(run.output, "saved"))).toBe(true);
	expect((await run.results()).job).toMatchObject([{ status: "canceled", return_code: 0, signal_lead_seconds: 60 }]);
}, 30_000);
