// Actions of type run_commands: when they run, where, and what their failure means.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StopRequests } from "../../src/runner/stop-requests.ts";
import { InProcessRun } from "./in-process-run.ts";

const action = (trigger: string, command: string, extra = ""): string =>
	`  - {trigger_type: ${trigger}, action_type: run_commands, commands: [${JSON.stringify(command)}, "echo ${trigger} >> order"]${extra}}\n`;

test("each trigger once, in order, in the output folder; a failing command ends its action only", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: actions
jobs:
  - {name: one, command: echo one >> OUT/order}
  - {name: two, command: echo two >> OUT/order, depends_on: [one]}
actions:
${action("on_worker_start", "true")}${action("on_workflow_start", "test $PWD = $TORC_OUTPUT_DIR && test -n $TORC_RUN_ID && test -z $TORC_JOB_ID")}${action("on_jobs_complete", "echo the reason >&2; exit 3", ", jobs: [one]")}${action("on_workflow_complete", "true")}${action("on_worker_complete", "true")}`);
	const outcome = await run.run();
	expect(outcome).toMatchObject({ reason: "complete", hadFailures: false });
	expect(readFileSync(join(run.output, "order"), "utf8").trim().split("\n")).toEqual([
		"on_workflow_start",
		"on_worker_start",
		"one",
		"two",
		"on_workflow_complete",
		"on_worker_complete",
	]);
	const { items } = await run.client.listEvents({ query: { workflow_id: 1, category: "action" } });
	const outcomes = items.map((event) => event.data as Record<string, unknown>);
	expect(outcomes).toHaveLength(5);
	expect(outcomes.find((data) => data.trigger_type === "on_jobs_complete")).toMatchObject({
		outcome: "failed",
		return_code: 3,
		output_tail: "the reason\n",
	});
	const log = readFileSync(
		join(run.output, readdirSync(run.output).find((name) => /^job_runner_.*\.log$/.test(name)) ?? ""),
		"utf8",
	);
	const told = log.split("\n").filter((line) => line.includes("ERROR"));
	expect(told).toHaveLength(1);
	expect(told[0]).toMatch(/left out: echo the reason >&2; exit 3; see .*action_wf1_a3\.log action_id=3 return_code=3$/);
});

test("an action that fires after another was done is taken as well, and so is one that fires while it runs", async () => {
	await using run = await InProcessRun.open();
	const after = (job: string, command: string): string =>
		`  - {trigger_type: on_jobs_complete, action_type: run_commands, commands: [${JSON.stringify(command)}], jobs: [${job}]}\n`;
	await run.create(`name: in-turn
jobs:
  - {name: one, command: "true"}
  - {name: two, command: "until test -e OUT/first; do sleep 0.01; done", depends_on: [one]}
  - {name: three, command: "until test -e OUT/second; do sleep 0.01; done", depends_on: [two]}
  - {name: four, command: touch OUT/four, depends_on: [three]}
actions:
${after("one", "touch first")}${after("two", "touch second")}${after("three", "until test -e four; do sleep 0.01; done; touch third")}${after("four", "touch fourth")}`);
	expect(await run.run()).toMatchObject({ reason: "complete", hadFailures: false });
	expect(["third", "fourth"].filter((name) => !existsSync(join(run.output, name)))).toEqual([]);
});

test("a request to stop is heard while a start action runs, and its processes end", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: stopped
jobs: [{name: never, command: touch OUT/never}]
actions:
${action("on_workflow_start", "touch up; sleep 60")}`);
	const stop = new StopRequests();
	const start = Date.now();
	const running = run.run({ stop });
	await run.until(() => existsSync(join(run.output, "up")));
	stop.request("SIGINT");
	stop.request("SIGINT");
	expect((await running).reason).toBe("stopped");
	expect(Date.now() - start).toBeLessThan(20_000);
	expect(existsSync(join(run.output, "never"))).toBe(false);
	expect(await run.statuses()).toEqual({ never: "ready" });
});

test("the end of the workflow is an end too for runners that stay beyond it", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: stays
compute_node_ignore_workflow_completion: true
compute_node_wait_for_new_jobs_seconds: 1
jobs: [{name: one, command: "true"}]
actions:
${action("on_workflow_complete", "true")}`);
	expect(await run.run()).toMatchObject({ reason: "idle" });
	expect(readFileSync(join(run.output, "order"), "utf8")).toBe("on_workflow_complete\n");
});
