// Jobs that an end stopped are unfinished work: told as it was, seen by no handler, paid by no retry, waited for by their
// dependents, and continued by submit or reinitialize in whatever order.
import { expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { StopRequests } from "../../src/runner/stop-requests.ts";
import { InProcessRun } from "./in-process-run.ts";

const job = (name: string, command: string, extra = ""): string => `  - name: ${name}
    supports_termination: true
    failure_handler: any
    command: |
      echo attempt $TORC_ATTEMPT_ID
      [ $TORC_RESTART_COUNT -gt 0 ] && { echo $TORC_RESTART_COUNT > OUT/restarts_${name}; exit 0; }
      ${command}
${extra}`;

const up = (name: string, code: number): string =>
	`trap "exit ${code}" TERM; touch OUT/up_${name}; while :; do sleep 0.05; done`;
const NAMES = ["zero", "two", "mute", "deaf"];

const SPEC = `name: unfinished
use_pending_failed: true
execution_config: {timeout_exit_code: 77, sigterm_lead_seconds: 1}
failure_handlers:
  - name: any
    rules: [{match_all_exit_codes: true, max_retries: 5, recovery_script: "touch OUT/recovered"}]
actions:
  - trigger_type: on_workflow_complete
    action_type: run_commands
    commands: ["touch all_done"]
jobs:
${job("zero", up("zero", 0))}
${job("two", up("two", 42))}
${job("mute", "touch OUT/up_mute; exec sleep 60")}
${job("deaf", "trap '' TERM; touch OUT/up_deaf; while :; do sleep 0.05; done")}
  - name: strict
    depends_on: [zero, two, mute, deaf]
    command: echo once >> OUT/strict
  - name: lax
    depends_on: [deaf]
    cancel_on_blocking_job_failure: false
    command: echo once >> OUT/lax
`;

async function stopped(): Promise<InProcessRun> {
	const run = await InProcessRun.open();
	await run.create(SPEC);
	const stop = new StopRequests();
	const running = run.run({ stop });
	await run.until(() => NAMES.every((name) => existsSync(join(run.output, `up_${name}`))));
	stop.request("SIGTERM");
	expect(await running).toMatchObject({ reason: "stopped", counts: { terminated: 4, failed: 0, retried: 0 } });
	return run;
}

const logs = (run: InProcessRun): string[] =>
	readdirSync(join(run.output, "job_stdio"))
		.filter((name) => name.startsWith(`job_wf${run.workflowId}_j1_`) && name.endsWith(".o"))
		.sort();

test("each end is told as it was, no handler sees it, dependents wait, the workflow has not completed", async () => {
	await using run = await stopped();
	const { items } = await run.client.listResults({ query: { workflow_id: run.workflowId } });
	const told = items.map((item) => [item.job_name, item.status, item.return_code, item.signal ?? null, item.reason]);
	expect(told.sort()).toEqual([
		["deaf", "terminated", 77, 9, "was asked to end (SIGTERM) and was killed"],
		["mute", "terminated", 143, 15, "was asked to end (SIGTERM) and ended by signal 15"],
		["two", "terminated", 42, null, "was asked to end (SIGTERM) and ended with code 42"],
		["zero", "terminated", 0, null, "was asked to end (SIGTERM) and ended with code 0"],
	]);
	expect(await run.statuses()).toMatchObject({ strict: "blocked", lax: "blocked", zero: "terminated" });
	expect(existsSync(join(run.output, "recovered"))).toBe(false);
	expect(existsSync(join(run.output, "all_done"))).toBe(false);
	expect(await run.client.isWorkflowComplete({ params: { id: run.workflowId } })).toMatchObject({
		is_complete: false,
		has_unfinished_work: true,
	});
});

test("submit's way: the next attempt of the same run, no retry spent, logs side by side, dependents once", async () => {
	await using run = await stopped();
	const params = { id: run.workflowId };
	expect(await run.client.continueTerminatedJobs({ params })).toMatchObject({ continued: 4 });
	// A reinitialize that comes second finds nothing left to do for them.
	await run.client.resetWorkflowStatus({ params, query: { force: true } });
	await run.client.initializeJobs({ params, query: { only_uninitialized: true } });
	await run.run();
	expect(new Set(Object.values(await run.statuses()))).toEqual(new Set(["completed"]));
	for (const name of NAMES) expect(run.text(new RegExp(`^restarts_${name}$`))).toBe("1\n");
	expect(run.text(/^strict$/)).toBe("once\n");
	expect(run.text(/^lax$/)).toBe("once\n");
	expect(logs(run)).toEqual([`job_wf${run.workflowId}_j1_r0_a1.o`, `job_wf${run.workflowId}_j1_r1_a2.o`]);
	expect(run.text(/_j1_r0_a1\.o$/)).toBe("attempt 1\n");
	expect(existsSync(join(run.output, "all_done"))).toBe(true);
});

test("reinitialize's way: the next run; what submit would do afterwards is done already", async () => {
	await using run = await stopped();
	const params = { id: run.workflowId };
	await run.client.resetWorkflowStatus({ params, query: { force: true } });
	await run.client.initializeJobs({ params, query: { only_uninitialized: true } });
	expect(await run.client.continueTerminatedJobs({ params })).toMatchObject({ continued: 0 });
	await run.run();
	for (const name of NAMES) expect(run.text(new RegExp(`^restarts_${name}$`))).toBe("1\n");
	expect(run.text(/^strict$/)).toBe("once\n");
	expect(logs(run)).toEqual([`job_wf${run.workflowId}_j1_r0_a1.o`, `job_wf${run.workflowId}_j1_r1_a1.o`]);
	expect(Object.values(await run.results()).flat()).toHaveLength(10);
});
