// torc checkpoint test where something is in the way: files that are missing or elsewhere, Ctrl-C, a job that fails anyway.
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProcessTable } from "../../src/platform/process-table.ts";
import { Scratch } from "../cli/torc-process.ts";
import { until } from "../until.ts";
import { bashJob, specification } from "./counting-jobs.ts";

function withFiles(scratch: Scratch, files: Readonly<Record<string, string>>): void {
	for (const [path, text] of Object.entries(files)) writeFileSync(join(scratch.path, path), text);
}

const TEST = ["checkpoint", "test", "w.yaml", "--job", "count"];
const GOOD = { "count.sh": bashJob("none").text, "w.yaml": specification(bashJob("none"), "none") };
const job = (fields: string): string => `name: w
files: [{name: in, path: in.txt}, {name: out, path: /tmp/torc-never/out.txt}, {name: up, path: ../up.txt}]
jobs: [{name: count, command: "true", ${fields}}]
`;

test.each([
	["an input is missing", job("input_files: [in]"), [], "in.txt"],
	[
		"an output elsewhere",
		job("output_files: [out]"),
		[],
		"writes outside of its working folder: /tmp/torc-never/out.txt",
	],
	[
		"a checkpoint elsewhere",
		job("checkpoint: {paths: [/tmp/torc-never/state]}"),
		[],
		"writes outside of its working folder",
	],
	["an input above", job("input_files: [up]"), [], "reads files above its working folder"],
	["no such job", job("priority: 1"), ["--job", "cuont"], "Did you mean 'count'?"],
	["too short", job("priority: 1"), [], "too short to be interrupted"],
	["fails anyway", job("priority: 1").replace('"true"', '"echo no data >&2; exit 3"'), [], "with code 3: no data"],
	[
		"takes too long",
		job("supports_termination: true").replace('"true"', '"sleep 60"'),
		["--time-limit", "1s"],
		"takes longer than 1 s",
	],
	["too much to copy", job("priority: 1"), ["--copy-limit", "10"], "holds more than 10 B; nothing was copied"],
	["no time", job("priority: 1"), ["--interrupt-after", "soon"], "'soon' is no span of time"],
	["too soon", job("priority: 1"), ["--interrupt-after", "10ms"], "at least 1 s"],
] as const)("%s", async (_, spec, args, message) => {
	using scratch = new Scratch();
	withFiles(scratch, { "w.yaml": spec });
	const line = args[0] === "--job" ? [...TEST.slice(0, 3), ...args] : [...TEST, ...args];
	const { exitCode, stderr } = await scratch.torc(line);
	expect(stderr).toContain(message);
	expect(exitCode).toBeGreaterThan(0);
});

test("Ctrl-C: the job is gone, and so is the scratch folder", async () => {
	using scratch = new Scratch();
	withFiles(scratch, { ...GOOD, "count.sh": GOOD["count.sh"].replace("-lt 60", "-lt 6000") });
	const place = join(scratch.path, "place");
	mkdirSync(place);
	const running = scratch.start([...TEST, "--scratch", "place"]);
	const marked = (): number[] =>
		readProcessTable().flatMap(({ pid, state }) =>
			state !== "Z" && commandLine(pid).includes("count.sh") && cwdIs(pid, place) ? [pid] : [],
		);
	await until(() => marked().length > 0);
	running.kill("SIGINT");
	const { exitCode, stderr } = await running.finished;
	expect([exitCode, stderr]).toEqual([1, expect.stringContaining("SIGINT: the test was stopped")]);
	expect(readdirSync(place)).toEqual([]);
	expect(marked()).toEqual([]);
});

/** Arguments and working folder of a process; empty when it is gone. */
function commandLine(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8");
	} catch {
		return "";
	}
}

function cwdIs(pid: number, below: string): boolean {
	try {
		return readFileSync(`/proc/${pid}/environ`, "utf8").includes(below);
	} catch {
		return false;
	}
}

test("once after a time, on the named files only, old results and checkpoints aside; everything can be kept", async () => {
	using scratch = new Scratch();
	withFiles(scratch, { ...GOOD, "state.txt": "59 1770\n", "total.txt": "old\n", "large.bin": "x".repeat(1000) });
	const args = ["--interrupt-after", "1.5s", "--copy", "count.sh", "--scratch", ".", "--keep"];
	const { exitCode, stdout, stderr } = await scratch.torc([...TEST, ...args]);
	expect({ exitCode, stderr }).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("Kept: ") });
	expect(stdout).toContain("✓ count saves in time and goes on from there; the same results: total.txt.");
	expect(stdout).toContain("state.txt");
	const kept = /Files and logs of all runs: (.+)/.exec(stdout)?.[1] ?? "";
	expect(readdirSync(join(kept, "uninterrupted/work")).sort()).toEqual(["count.sh", "total.txt"]);
	expect(readFileSync(join(kept, "interrupted/work/total.txt"), "utf8")).toBe("1830\n");
	expect(existsSync(join(kept, "interrupted/torc_output/job_stdio"))).toBe(true);
	expect(readFileSync(join(scratch.path, "state.txt"), "utf8")).toBe("59 1770\n");
	expect(readFileSync(join(scratch.path, "total.txt"), "utf8")).toBe("old\n");
});

test("a broken checkpoint that validate finds is no problem", async () => {
	using scratch = new Scratch();
	const spec = specification(bashJob("not atomic"), "none").replace(
		"{paths: [state.txt]}",
		"{paths: [state.txt], validate: 'read -r i sum < state.txt && [ -n \"$sum\" ]', resume: auto}",
	);
	withFiles(scratch, { "count.sh": bashJob("not atomic").text, "w.yaml": spec });
	const { exitCode, stdout } = await scratch.torc([...TEST, "--times", "2"]);
	expect(stdout).toContain("It also survives a kill while state.txt is being written.");
	expect(exitCode).toBe(0);
});

test("a job that saves and leaves by itself before its deadline is as good as one that is asked", async () => {
	using scratch = new Scratch();
	const text = `import os, sys, time
i = int(open("state.txt").read()) if os.path.exists("state.txt") else 0
end = float(os.environ["TORC_DEADLINE"]) - 0.2
while i < 80:
    i += 1
    time.sleep(0.05)
    if time.time() > end:
        open("state.new", "w").write(str(i))
        os.replace("state.new", "state.txt")
        sys.exit(42)
open("total.txt", "w").write(str(i))
`;
	const job = { file: "count.py", text, command: "python3 count.py" };
	const early = "checkpoint: {exit_code: 42, resume: auto, paths";
	withFiles(scratch, { "count.py": text, "w.yaml": specification(job, "none").replace("checkpoint: {paths", early) });
	const { exitCode, stdout } = await scratch.torc([...TEST, "--interrupt-after", "2.5s"]);
	expect(stdout).toContain("saved");
	expect(exitCode).toBe(0);
});
