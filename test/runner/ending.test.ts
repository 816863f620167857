// The end of a runner: who is asked, who is killed, what is reported, and that nothing outlives it.
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProcessTable } from "../../src/platform/process-table.ts";
import { StopRequests } from "../../src/runner/stop-requests.ts";
import { InProcessRun } from "./in-process-run.ts";

/** Started jobs say so in a file; those that save do it in a child of a wrapper that knows no signal. */
const JOBS = `name: ending
jobs:
  - name: saves
    supports_termination: true
    command: |
      bash -c 'trap "sleep 0.3; echo saved > OUT/saved; exit 0" TERM; touch OUT/up1; while :; do sleep 0.05; done' &
      wait
  - name: deaf
    supports_termination: true
    command: trap "" TERM; touch OUT/up2; while :; do sleep 0.05; done
  - name: plain
    command: touch OUT/up3; exec sleep 60
  - name: after
    depends_on: [saves]
    command: "true"
`;

const up = (run: InProcessRun) => () => [1, 2, 3].every((n) => existsSync(join(run.output, `up${n}`)));

/** Sleeps of these tests that are still there. */
const survivors = (run: InProcessRun): number =>
	readProcessTable().filter((entry) => entry.state !== "Z" && environmentNames(entry.pid, run)).length;

function environmentNames(pid: number, run: InProcessRun): boolean {
	try {
		return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`TORC_OUTPUT_DIR=${run.output}`);
	} catch {
		return false;
	}
}

test("a request to stop asks those who can save, kills the others, and a second one kills all", async () => {
	await using run = await InProcessRun.open();
	await run.create(JOBS);
	const stop = new StopRequests();
	const running = run.run({ stop });
	await run.until(up(run));
	stop.request("SIGTERM");
	await run.until(() => existsSync(join(run.output, "saved")));
	await Bun.sleep(300);
	expect(await run.statuses()).toMatchObject({ saves: "terminated", plain: "terminated", deaf: "running" });
	stop.request("SIGTERM");
	const outcome = await running;
	expect(outcome).toMatchObject({ reason: "stopped", hadFailures: false, hadTerminations: true, undelivered: 0 });
	const results = await run.results();
	// The wrapper died of the signal while its child saved: its code is 143, and the job ended with the child.
	expect(results.saves).toMatchObject([{ status: "terminated", return_code: 143 }]);
	expect(results.plain).toMatchObject([{ status: "terminated", return_code: 152 }]);
	expect(results.deaf).toMatchObject([{ status: "terminated", return_code: 152 }]);
	expect((await run.statuses()).after).toBe("blocked");
	expect(survivors(run)).toBe(0);
});

test("the time limit asks in time, spares what can not be asked until the kill, and is kept", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: limit
execution_config: {sigkill_headroom_seconds: 1}
compute_node_expiration_buffer_seconds: 3
jobs:
  - name: asked
    supports_termination: true
    command: trap "exit 0" TERM; echo $TORC_DEADLINE > OUT/deadline; while :; do sleep 0.05; done
  - name: spared
    command: sleep 3.2
  - name: killed
    command: sleep 60
`);
	const deadline = Date.now() + 5_500;
	const outcome = await run.run({ deadline });
	expect(Date.now()).toBeLessThan(deadline + 1_000);
	expect(outcome.reason).toBe("deadline");
	const results = await run.results();
	expect(results.asked).toMatchObject([{ status: "terminated", return_code: 0 }]);
	expect(results.spared).toMatchObject([{ status: "completed", return_code: 0 }]);
	expect(results.killed).toMatchObject([{ status: "terminated", return_code: 152 }]);
	const told = Number(run.text(/^deadline$/)) * 1000;
	expect(told).toBeLessThan(deadline);
	expect(results.asked?.[0]?.exec_time_minutes).toBeLessThan(4.9 / 60);
	expect(survivors(run)).toBe(0);
});

test("given values longer than the time left: jobs run, are asked once, end in time", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: squeezed
execution_config: {sigterm_lead_seconds: 31, sigkill_headroom_seconds: 61}
jobs:
  - name: asked
    command: trap "exit 3" TERM; while :; do sleep 0.05; done
`);
	const deadline = Date.now() + 4_000;
	await run.run({ deadline, pollIntervalSeconds: 1 });
	expect(Date.now()).toBeLessThan(deadline);
	const [asked] = (await run.results()).asked ?? [];
	expect(asked).toMatchObject({ status: "terminated", return_code: 3 });
	// From the signal, one poll interval after the start, to the end.
	expect(asked?.signal_lead_seconds).toBeGreaterThan(1);
});

test("a canceled workflow ends its jobs as canceled, with their real codes", async () => {
	await using run = await InProcessRun.open();
	await run.create(JOBS.replace('trap "" TERM; touch', "touch"));
	const running = run.run();
	await run.until(up(run));
	await run.client.cancelWorkflow({ params: { id: run.workflowId } });
	expect((await running).reason).toBe("canceled");
	expect(await run.statuses()).toMatchObject({ saves: "canceled", plain: "canceled", deaf: "canceled" });
	const results = await run.results();
	expect(results.plain).toMatchObject([{ status: "canceled", return_code: 137 }]);
	expect(existsSync(join(run.output, "saved"))).toBe(true);
	expect(survivors(run)).toBe(0);
});

test("what a job leaves behind holds up nobody and does not outlive the runner", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: leftovers
jobs:
  - name: group
    command: sleep 61 & exit 0
  - name: escaped
    command: setsid sleep 62 & disown; exit 0
`);
	const start = Date.now();
	const outcome = await run.run();
	expect(outcome.counts.completed).toBe(2);
	expect(Date.now() - start).toBeLessThan(5_000);
	expect(survivors(run)).toBe(0);
});

test("a job that the server gives while the time runs out is given back", async () => {
	await using run = await InProcessRun.open();
	await run.create("name: late\njobs: [{name: late, command: touch OUT/ran}]\n");
	// The ending begins half-way; the answer comes after that and before the last moment.
	run.lateMs = 1_500;
	expect(await run.run({ deadline: Date.now() + 2_800 })).toMatchObject({ reason: "deadline" });
	expect(await run.statuses()).toEqual({ late: "ready" });
	expect(existsSync(join(run.output, "ran"))).toBe(false);
});

test("an answer that comes when the runner has left harms nobody", async () => {
	await using run = await InProcessRun.open();
	await run.create("name: late\njobs: [{name: late, command: touch OUT/ran}]\n");
	run.lateMs = 3_000;
	expect(await run.run({ deadline: Date.now() + 2_000 })).toMatchObject({ reason: "deadline" });
	await Bun.sleep(2_000);
	expect(existsSync(join(run.output, "ran"))).toBe(false);
});
