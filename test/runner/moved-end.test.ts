// An allocation whose end is moved while its runner works: everything goes by the end as it is now.
import { expect, test } from "bun:test";
import type { Allocation } from "../../src/runner/allocation/allocation.ts";
import { InProcessRun } from "./in-process-run.ts";

/** Slurm says that the allocation runs up to the given end. */
function allocationUpTo(endTime: number): Allocation {
	return {
		slurmJobId: "7",
		nodeIndex: 0,
		taskPid: 1,
		nodes: [{ name: null, numCpus: 2, memoryBytes: 2 ** 30, numGpus: 0 }],
		schedulerConfigId: null,
		strictSchedulerMatch: false,
		warningSeconds: null,
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
