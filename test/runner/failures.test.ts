// Failure handlers and outages: attempts, recovery scripts under a hold, results that wait.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { InProcessRun } from "./in-process-run.ts";

const handled = (script: string, command: string): string => `name: handled
failure_handlers:
  - name: handler
    rules:
      - exit_codes: [9]
        max_retries: 3
        recovery_script: ${JSON.stringify(script)}
jobs:
  - name: job
    failure_handler: handler
    command: ${JSON.stringify(command)}
`;

test("the script runs before the next attempt, and every attempt has a result", async () => {
	await using run = await InProcessRun.open();
	await run.create(
		handled(
			"sleep 0.3; echo $TORC_RETURN_CODE $TORC_ATTEMPT_ID >> OUT/recovered",
			"test $TORC_ATTEMPT_ID = 1 || test -s OUT/recovered || exit 8; test $TORC_ATTEMPT_ID = 3 || exit 9",
		),
	);
	const before = run.syncs;
	const outcome = await run.run();
	expect(outcome.counts).toMatchObject({ completed: 1, failed: 0, retried: 2 });
	expect(outcome.hadFailures).toBe(false);
	expect(readFileSync(join(run.output, "recovered"), "utf8")).toBe("9 1\n9 2\n");
	const { job } = await run.results();
	expect(job?.map((result) => [result.attempt_id, result.status, result.return_code])).toEqual([
		[1, "failed", 9],
		[2, "failed", 9],
		[3, "completed", 0],
	]);
	// While a script runs there is nothing to tell and nothing to ask.
	expect(run.syncs - before).toBeLessThan(25);
});

test("attempts are counted, not retries; other codes are no business of the rule", async () => {
	await using run = await InProcessRun.open();
	await run.create(handled("true", "exit 9"));
	expect((await run.run()).counts).toMatchObject({ failed: 1, retried: 2 });
	await using other = await InProcessRun.open();
	await other.create(handled("true", "exit 10"));
	expect((await other.run()).counts).toMatchObject({ failed: 1, retried: 0 });
});

test("a script that fails means no further attempt", async () => {
	await using run = await InProcessRun.open();
	await run.create(handled("exit 1", "exit 9"));
	expect((await run.run()).counts).toMatchObject({ failed: 1, retried: 0 });
	expect((await run.results()).job).toHaveLength(1);
});

test("where the rule says so a script that fails costs a warning only", async () => {
	await using run = await InProcessRun.open();
	const spec = handled("echo once >> OUT/tried; exit 1", "test $TORC_ATTEMPT_ID = 2 || exit 9");
	await run.create(spec.replace("max_retries", "recovery_script_failure: retry\n        max_retries"));
	expect((await run.run()).counts).toMatchObject({ completed: 1, failed: 0, retried: 1 });
	expect(readFileSync(join(run.output, "tried"), "utf8")).toBe("once\n");
});

test("an outage costs at most itself: jobs go on, results wait, nothing is lost or done twice", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: outage
jobs:
  - name: "job_{i}"
    command: echo {i} >> OUT/ran; sleep 0.1
    parameters: {i: "1:40"}
`);
	const running = run.run({ maxParallelJobs: 4 });
	await run.until(() => existsSync(join(run.output, "ran")));
	run.away = true;
	await Bun.sleep(1_000);
	run.away = false;
	const outcome = await running;
	expect(outcome).toMatchObject({ reason: "complete", counts: { completed: 40 }, undelivered: 0 });
	const ran = readFileSync(join(run.output, "ran"), "utf8").trim().split("\n");
	expect(new Set(ran).size).toBe(40);
	expect(ran.length).toBe(40);
});

test("a runner that must leave while the server is away leaves a journal, and the next one delivers it", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: journal
jobs:
  - {name: first, command: touch OUT/up; sleep 0.5}
  - {name: second, command: touch OUT/second, depends_on: [first]}
`);
	const deadline = Date.now() + 3_000;
	const running = run.run({ deadline });
	await run.until(() => existsSync(join(run.output, "up")));
	run.away = true;
	const outcome = await running;
	expect(Date.now()).toBeLessThan(deadline + 1_000);
	expect(outcome).toMatchObject({ reason: "deadline", undelivered: 1, counts: { completed: 1 } });
	expect(readdirSync(join(run.output, "journal"))).toEqual([expect.stringMatching(/^wf1_n1_\d+\.jsonl$/)]);
	run.away = false;
	const next = await run.run();
	expect(next).toMatchObject({ reason: "complete", undelivered: 0, counts: { completed: 1 } });
	expect(await run.statuses()).toEqual({ first: "completed", second: "completed" });
	expect((await run.results()).first).toHaveLength(1);
});
