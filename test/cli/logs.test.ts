// torc logs with a real run: shown, followed, bundled, analyzed.
import { expect, setDefaultTimeout, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: talkative
jobs:
  - {name: talk, command: "echo one; echo two; echo oops >&2"}
  - {name: broken, command: "echo reading; cat missing.csv"}
`;

async function ran(scratch: Scratch): Promise<void> {
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	await scratch.torc(["run", "spec.yaml"]);
}

test("show prints both streams under their names, one of them bare, and last lines", async () => {
	using scratch = new Scratch();
	await ran(scratch);
	const stem = "torc_output/job_stdio/job_wf1_j1_r1_a1";
	expect((await scratch.torc(["logs", "show", "talk", "talkative"])).stdout).toBe(
		`==> ${stem}.o <==\none\ntwo\n\n==> ${stem}.e <==\noops\n`,
	);
	expect((await scratch.torc(["logs", "show", "1", "--stdout"])).stdout).toBe("one\ntwo\n");
	expect((await scratch.torc(["logs", "show", "1", "--stdout", "-n", "1"])).stdout).toBe("two\n");
	const { items } = await scratch.json<{ items: unknown[] }>("logs", "show", "1", "--stderr");
	expect(items).toEqual([
		{
			path: "torc_output/job_stdio/job_wf1_j1_r1_a1.e",
			stream: "stderr",
			run_id: 1,
			attempt_id: 1,
			start: 0,
			size_bytes: 5,
			text: "oops\n",
		},
	]);
	const nothing = await scratch.torc(["logs", "show", "1", "--run-id", "7"]);
	expect({ exitCode: nothing.exitCode, hinted: nothing.stderr.includes("-o DIR") }).toEqual({
		exitCode: 1,
		hinted: true,
	});
});

test("follow waits for the start, shows what comes, and ends with the job", async () => {
	using scratch = new Scratch();
	const spec = `
name: slow
jobs:
  - {name: first, command: "while [ ! -e go ]; do sleep 0.05; done"}
  - {name: second, depends_on: [first], command: "echo begun; while [ ! -e end ]; do sleep 0.05; done; echo ended"}
`;
	writeFileSync(join(scratch.path, "slow.yaml"), spec);
	const run = scratch.start(["run", "slow.yaml"]);
	await until(() => existsSync(join(scratch.path, "torc_output/job_stdio/job_wf1_j1_r1_a1.o")));
	const follow = scratch.start(["logs", "show", "second", "1", "-F", "--stdout"]);
	writeFileSync(join(scratch.path, "go"), "");
	const log = join(scratch.path, "torc_output/job_stdio/job_wf1_j2_r1_a1.o");
	await until(() => existsSync(log) && readFileSync(log, "utf8") === "begun\n");
	writeFileSync(join(scratch.path, "end"), "");
	const { exitCode, stdout, stderr } = await follow.finished;
	expect({ exitCode, stdout }).toEqual({
		exitCode: 0,
		stdout: `==> ${relative(scratch.path, log)} <==\nbegun\nended\n`,
	});
	expect(stderr).toContain("Job 'second' is completed.");
	await run.finished;
});

test("Ctrl-C ends the following", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "long.yaml"), 'name: long\njobs: [{name: a, command: "echo begun; sleep 60"}]\n');
	const run = scratch.start(["run", "long.yaml"]);
	const log = join(scratch.path, "torc_output/job_stdio/job_wf1_j1_r1_a1.o");
	await until(() => existsSync(log) && readFileSync(log, "utf8") === "begun\n");
	const follow = scratch.start(["logs", "show", "1", "-F", "--stdout"]);
	await until(() => follow.printed().includes("begun\n"));
	follow.kill("SIGINT");
	expect(await follow.finished).toMatchObject({ exitCode: 0, stderr: "" });
	run.kill("SIGTERM");
	await run.finished;
});

test("a bundle holds this workflow's files once, metrics and journal too, and can be analyzed", async () => {
	using scratch = new Scratch();
	await ran(scratch);
	const output = join(scratch.path, "torc_output");
	writeFileSync(join(output, "job_stdio/job_wf12_j1_r1_a1.e"), "Segmentation fault\n");
	for (const folder of ["resource_utilization", "journal"]) mkdirSync(join(output, folder), { recursive: true });
	writeFileSync(join(output, "journal/runner_wf1_x.jsonl"), "{}\n");
	writeFileSync(join(output, "resource_utilization/resource_metrics_wf1_hn1_r1.db"), "x");
	writeFileSync(join(output, "slurm_env_wf1_sl1_n0_pid1.log"), "LAST_ERROR=out of memory\n");
	const bundle = await scratch.json<{ bundle_path: string; files_collected: number }>("logs", "bundle", "1");
	const names = execFileSync("tar", ["tzf", bundle.bundle_path]).toString().trim().split("\n");
	expect(names).toHaveLength(bundle.files_collected + 1);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toContain("bundle_metadata.json");
	expect(names).toContain("job_stdio/job_wf1_j2_r1_a1.e");
	expect(names).toContain("resource_utilization/resource_metrics_wf1_hn1_r1.db");
	expect(names).toContain("journal/runner_wf1_x.jsonl");
	expect(names.filter((name) => name.includes("wf12"))).toEqual([]);
	expect(names.slice(1).filter((name) => name.startsWith("job_stdio/"))).toEqual([
		"job_stdio/job_wf1_j1_r1_a1.e",
		"job_stdio/job_wf1_j1_r1_a1.o",
		"job_stdio/job_wf1_j2_r1_a1.e",
		"job_stdio/job_wf1_j2_r1_a1.o",
	]);
	const metadata = execFileSync("tar", ["xzOf", bundle.bundle_path, "bundle_metadata.json"]).toString();
	expect(JSON.parse(metadata)).toMatchObject({ workflow_id: 1, workflow_name: "talkative", workflow_user: "tester" });
	expect(execFileSync("tar", ["xzOf", bundle.bundle_path, "job_stdio/job_wf1_j1_r1_a1.o"]).toString()).toBe(
		"one\ntwo\n",
	);

	const found = await scratch.torc(["logs", "analyze", "wf1.tar.gz"]);
	expect(found.exitCode).toBe(0);
	expect(found.stdout).toContain("Bundle Information:\n  Workflow ID: 1\n  Workflow Name: talkative\n  Collected At: ");
	expect(found.stdout).toContain("job_wf1_j2_r1_a1.e (job 2):\n  [ERROR] Line 1: File Not Found - cat: missing.csv");
	expect(found.stdout).toContain("Error Type Summary:\n  File Not Found: 1");
	expect(found.stdout).not.toContain("slurm_env");
});

test("analyze a folder: which workflow, own patterns, exit code", async () => {
	using scratch = new Scratch();
	await ran(scratch);
	const stdio = join(scratch.path, "torc_output/job_stdio");
	writeFileSync(join(stdio, "job_wf12_j1_r1_a1.e"), "Segmentation fault\n");
	const several = await scratch.torc(["logs", "analyze", "torc_output"]);
	expect({ exitCode: several.exitCode, stderr: several.stderr }).toMatchObject({ exitCode: 1 });
	expect(several.stderr).toMatch(/Multiple workflows detected in .*: 1, 12\n.*--workflow-id/);

	const args = ["logs", "analyze", "torc_output", "-w", "12"];
	const { issues } = await scratch.json<{ issues: unknown[] }>(...args);
	expect(issues).toEqual([
		{
			file: "job_wf12_j1_r1_a1.e",
			line_number: 1,
			line: "Segmentation fault",
			pattern_description: "Segmentation Fault",
			severity: "error",
			job_id: 1,
			run_id: 1,
			attempt_id: 1,
		},
	]);
	expect((await scratch.torc([...args, "--fail-on-error"])).exitCode).toBe(1);
	const own = await scratch.torc([...args, "--pattern", "Our crash=Segm.* fault"]);
	expect(own.stdout).toContain("[ERROR] Line 1: Our crash - Segmentation fault");

	writeFileSync(join(stdio, "job_wf12_j1_r1_a1.e"), "all is well\n");
	expect((await scratch.torc(args)).stdout).toBe(
		"Workflow ID: 12\nFiles parsed: 1\n\nNo errors detected in log files.\n",
	);
	expect((await scratch.torc(["logs", "analyze", "nowhere"])).stderr).toContain("Path not found: ");
	expect((await scratch.torc(["logs", "analyze", "torc_output", "-w", "3"])).stderr).toContain(
		"No workflow log files found of workflow 3",
	);
});

test("an archive that is none, or is cut off, is named", async () => {
	using scratch = new Scratch();
	await ran(scratch);
	await scratch.torc(["logs", "bundle", "1"]);
	const whole = readFileSync(join(scratch.path, "wf1.tar.gz"));
	writeFileSync(join(scratch.path, "cut.tar.gz"), whole.subarray(0, whole.length / 2));
	writeFileSync(join(scratch.path, "text.tar.gz"), "no archive\n");
	writeFileSync(join(scratch.path, "text.tar"), "no archive\n".repeat(100));
	for (const name of ["cut.tar.gz", "text.tar.gz", "text.tar"]) {
		const { exitCode, stderr } = await scratch.torc(["logs", "analyze", name]);
		expect({ exitCode, stderr: stderr.split("\n")[0] }).toEqual({
			exitCode: 1,
			stderr: `Error: ${join(scratch.path, name)} is no archive of logs, or a damaged one`,
		});
	}
	const other = await scratch.torc(["logs", "analyze", "wf1.tar.gz", "-w", "2"]);
	expect(other.stderr).toContain("No workflow log files found of workflow 2 in wf1.tar.gz");
});
