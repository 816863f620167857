// The examples run with the real program, and their outputs are what they promise.
import { expect, test } from "bun:test";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";

const EXAMPLES = join(import.meta.dir, "../../examples");

/** Runs an example in a fresh folder; every job must complete. */
async function run(scratch: Scratch, file: string): Promise<void> {
	cpSync(EXAMPLES, join(scratch.path, "examples"), { recursive: true });
	const { exitCode, stderr } = await scratch.torc(["run", join("examples", file), "--fail-on-error"]);
	expect(stderr).toContain("Workflow complete");
	expect(exitCode).toBe(0);
}

const content = (scratch: Scratch, path: string): string => readFileSync(join(scratch.path, path), "utf8").trim();

test("hello prints where the outputs are", async () => {
	using scratch = new Scratch();
	await run(scratch, "hello.yaml");
	expect(content(scratch, "torc_output/job_stdio/job_wf1_j4_r1_a1.o")).toBe(
		"Hello, Sun! Everybody else has been greeted.",
	);
	expect(content(scratch, "torc_output/job_stdio/job_wf1_j1_r1_a1.o")).toBe("Hello, Mercury!");
});

for (const format of ["yaml", "kdl", "json5"]) {
	test(`diamond.${format}`, async () => {
		using scratch = new Scratch();
		await run(scratch, `diamond.${format}`);
		expect(content(scratch, "diamond_report.txt")).toBe("words=6 letters=13");
	});
}

test("sweep adds up a hundred squares", async () => {
	using scratch = new Scratch();
	await run(scratch, "sweep.yaml");
	expect(content(scratch, "squares_total.txt")).toBe("338350");
});

test("hyperparameters picks the best of twelve", async () => {
	using scratch = new Scratch();
	await run(scratch, "hyperparameters.yaml");
	expect(content(scratch, "best_loss.txt")).toBe("0.5100 adam 0.001 32");
});

test("zip pairs cities and countries", async () => {
	using scratch = new Scratch();
	await run(scratch, "zip.kdl");
	expect(content(scratch, "visit_Lima.txt")).toBe("Lima is in Peru");
	expect(existsSync(join(scratch.path, "visit_Oslo.txt"))).toBe(true);
});

test("table weighs every row", async () => {
	using scratch = new Scratch();
	await run(scratch, "table.yaml");
	expect(content(scratch, "weigh_all.txt")).toBe("gold 19.32 g\niron 7.87 g\nlead 11.34 g");
});

test("user data travels through the server", async () => {
	using scratch = new Scratch();
	await run(scratch, "user_data.yaml");
	expect(content(scratch, "measured.txt")).toBe("42");
});

test("retry repairs its input and tries again", async () => {
	using scratch = new Scratch();
	await run(scratch, "retry.yaml");
	expect(content(scratch, "retry_output.txt")).toBe("attempt 2: made after exit code 3");
	const { items } = await scratch.json<{ items: { attempt_id: number; return_code: number }[] }>(
		"results",
		"list",
		"1",
		"--all-runs",
	);
	expect(items.map(({ attempt_id, return_code }) => [attempt_id, return_code])).toEqual([
		[1, 3],
		[2, 0],
	]);
});

test("stages: a thousand jobs wait for a thousand", async () => {
	using scratch = new Scratch();
	await run(scratch, "stages.json5");
	const status = await scratch.json<{ jobs_by_status: Record<string, number> }>("status", "1");
	expect(status.jobs_by_status.completed).toBe(2000);
});

test("actions mark beginning, middle and end", async () => {
	using scratch = new Scratch();
	await run(scratch, "actions.yaml");
	expect(content(scratch, "torc_output/actions.txt")).toBe("started\nboth done\nfinished");
});
