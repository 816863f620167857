// torc exec: commands without a specification.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

test("runs commands, keeps the workflow, tells of failures by its exit code", async () => {
	using scratch = new Scratch();
	const good = await scratch.torc(["exec", "-c", "echo one > a", "-c", "echo two > b", "-n", "pair"]);
	expect(good.exitCode).toBe(0);
	expect(good.stderr).toMatch(/^Created workflow 1$/m);
	expect(good.stderr).toContain("Workflow complete: 2 completed. Workflow 1, outputs in torc_output/job_stdio");
	expect(readFileSync(join(scratch.path, "b"), "utf8")).toBe("two\n");
	const bad = await scratch.torc(["-f", "json", "exec", "-c", "exit 3"]);
	expect(bad.exitCode).toBe(1);
	expect(JSON.parse(bad.stdout)).toEqual({
		workflow_id: 2,
		status: "failed",
		had_failures: true,
		had_terminations: false,
	});
	const told = await scratch.torc(["exec", "-c", "exit 4"]);
	expect(told.stderr).toContain("failed: job1 with code 4; see torc_output/job_stdio/job_wf3_j4_r1_a1.e");
	const silent = await scratch.torc(["exec", "--stdio", "none", "-c", "exit 4"]);
	expect(silent.stderr).toMatch(/failed: job1 with code 4$/m);
	const noErrors = await scratch.torc(["exec", "--stdio", "no-stderr", "-c", "exit 4"]);
	expect(noErrors.stderr).toMatch(/failed: job1 with code 4; see torc_output\/job_stdio\/.*\.o$/m);
	expect((await scratch.torc(["status", "pair"])).stdout).toContain("Complete: all jobs succeeded.");
});

test("parameters, a file of commands, words after two dashes", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "cmds"), "# two\n\necho f1 >> out\necho f2 >> out\n");
	expect((await scratch.torc(["exec", "-C", "cmds", "-j", "1"])).exitCode).toBe(0);
	expect(readFileSync(join(scratch.path, "out"), "utf8").split("\n").sort()).toEqual(["", "f1", "f2"]);
	const args = ["exec", "--param", "i=1:3", "--", "touch", "made {i}"];
	expect((await scratch.torc(args)).exitCode).toBe(0);
	expect([1, 2, 3].map((i) => existsSync(join(scratch.path, `made ${i}`)))).toEqual([true, true, true]);
	expect((await scratch.torc(["exec", "-C", "-"], { input: "echo piped > piped\n" })).exitCode).toBe(0);
	expect(existsSync(join(scratch.path, "piped"))).toBe(true);
});

test("--dry-run prints the specification and starts nothing", async () => {
	using scratch = new Scratch();
	const { stdout, exitCode } = await scratch.torc([
		"exec",
		"--dry-run",
		"-n",
		"dry",
		"-c",
		"echo {i}",
		"--param",
		"i=1:2",
	]);
	expect(exitCode).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		name: "dry",
		jobs: [
			{ name: "job1", command: "echo 1" },
			{ name: "job2", command: "echo 2" },
		],
	});
	expect(existsSync(join(scratch.path, "torc_output"))).toBe(false);
});

test.each([
	[["exec"], 2, "no commands provided"],
	[["exec", "--", "flow.yaml"], 2, "Did you mean: torc run flow.yaml"],
	[["exec", "flow.yaml"], 2, "Did you mean: torc run flow.yaml"],
	[["exec", "echo", "hi"], 2, "unexpected trailing argument(s): echo hi"],
	[["exec", "-c", "true", "--generate-plots"], 1, "--generate-plots requires"],
	[["exec", "-c", "true", "--param", "x"], 1, "NAME=VALUE"],
])("%j ends with %d", async (args, code, words) => {
	using scratch = new Scratch();
	const { exitCode, stderr } = await scratch.torc(args);
	expect(exitCode).toBe(code);
	expect(stderr).toContain(words);
});
