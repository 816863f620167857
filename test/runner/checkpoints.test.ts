// What attempts leave as checkpoints is recorded, checked before the next start, and decides what an end has cost.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { StopRequests } from "../../src/runner/stop-requests.ts";
import { InProcessRun } from "./in-process-run.ts";

/** Counts; saves at the signal, in the second attempt something that the check refuses. */
const COUNTS = `name: counts
jobs:
  - name: counts
    supports_termination: true
    checkpoint: {paths: ["OUT/state"], validate: "grep -q good OUT/state", resume: auto}
    command: |
      trap 'echo $WORD > OUT/state.new && mv OUT/state.new OUT/state; exit 0' TERM
      WORD=good; [ $TORC_RESTART_COUNT = 1 ] && WORD=broken
      [ $TORC_RESTART_COUNT = 2 ] && { cp OUT/state OUT/found; exit 0; }
      touch OUT/up$TORC_RESTART_COUNT
      while :; do sleep 0.05; done
`;

async function stopWhen(run: InProcessRun, file: string): Promise<void> {
	const stop = new StopRequests();
	const running = run.run({ stop });
	await run.until(() => existsSync(join(run.output, file)));
	await Bun.sleep(700);
	stop.request("SIGTERM");
	await running;
}

test("each attempt's checkpoint is recorded; one that turns out broken costs the whole attempt", async () => {
	await using run = await InProcessRun.open();
	await run.create(COUNTS);
	const lost = async () => (await run.client.getWorkflowStatus({ params: { id: run.workflowId } })).lost_work;
	await stopWhen(run, "up0");
	expect((await lost())?.stop).toMatchObject({ attempts: 1, without_checkpoint: 0 });
	expect((await lost())?.stop.cpu_hours).toBeLessThan(0.4 / 3600);
	await stopWhen(run, "up1");
	expect((await lost())?.stop.cpu_hours).toBeLessThan(0.8 / 3600);
	await run.run();
	expect(run.text(/^found$/)).toBe("good\n");
	const { items } = await run.client.listCheckpoints({ query: { workflow_id: run.workflowId } });
	expect(items).toMatchObject([
		{ job_name: "counts", attempt_id: 1, num_files: 1, size_bytes: 5, is_valid: true, path: `${run.output}/state` },
		{ attempt_id: 2, size_bytes: 7, is_valid: false },
		{ attempt_id: 3, size_bytes: 5, is_valid: true },
	]);
	expect(items[2]?.saved_at).toBe(items[0]?.saved_at as string);
	expect((await lost())?.stop).toMatchObject({ attempts: 2, without_checkpoint: 0 });
	expect((await lost())?.stop.cpu_hours).toBeGreaterThan(0.7 / 3600);
});

test("a job without declared paths that saved in its folder loses only the time since; one that saved nothing all", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: folder
jobs:
  - name: saves
    supports_termination: true
    command: trap 'echo x > $TORC_CHECKPOINT_DIR/x; exit 0' TERM; touch OUT/up0; while :; do sleep 0.05; done
  - name: forgets
    command: sleep 60
  - name: fails
    command: sleep 0.3; exit 1
`);
	await stopWhen(run, "up0");
	const { lost_work } = await run.client.getWorkflowStatus({ params: { id: run.workflowId } });
	expect(lost_work?.stop).toMatchObject({ attempts: 2, without_checkpoint: 1 });
	expect(lost_work?.stop.cpu_hours).toBeGreaterThan(0.7 / 3600);
	expect(lost_work?.stop.cpu_hours).toBeLessThan(5 / 3600);
	expect(lost_work?.failure.cpu_hours).toBeGreaterThan(0.3 / 3600);
	// 8 CPUs are the runner's: a job of one CPU holds an eighth of the node.
	expect(lost_work?.failure.node_hours).toBeCloseTo((lost_work?.failure.cpu_hours ?? 0) / 8, 5);
	const { items } = await run.client.listResults({ query: { workflow_id: run.workflowId } });
	expect(items.find((item) => item.job_name === "saves")?.lost_seconds).toBeLessThan(0.4);
	expect(items.find((item) => item.job_name === "forgets")).toMatchObject({ cause: "stop" });
	expect(items.find((item) => item.job_name === "fails")).toMatchObject({ cause: "failure" });
});

test("a job that saved and left early by itself is not given to the same runner again, but to the next one", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: early
compute_node_wait_for_new_jobs_seconds: 1
jobs:
  - name: leaves
    checkpoint: {paths: [OUT/state], exit_code: 42, resume: auto}
    command: |
      echo $TORC_ATTEMPT_ID > OUT/state
      [ $TORC_RESTART_COUNT = 2 ] || exit 42
  - name: other
    command: sleep 0.5
`);
	expect(await run.run()).toMatchObject({ reason: "idle", counts: { terminated: 1, completed: 1 } });
	expect(await run.statuses()).toMatchObject({ leaves: "ready", other: "completed" });
	expect(await run.run({ maxParallelJobs: 2 })).toMatchObject({ reason: "idle", counts: { terminated: 1 } });
	expect(await run.run()).toMatchObject({ reason: "complete", counts: { completed: 1 } });
	const results = (await run.results()).leaves ?? [];
	expect(results.map((result) => `${result.attempt_id} ${result.status} ${result.return_code}`)).toEqual([
		"1 terminated 42",
		"2 terminated 42",
		"3 completed 0",
	]);
});
