// Names of log files, the choice among starts of a job, and where last lines begin.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseFiles, type JobLogFile } from "./job-log-files.ts";
import { compareJobFiles, type JobFileName, readJobFileName, workflowOfFile } from "./log-names.ts";
import { tailOffset } from "./read-tail.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-logs-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
	["job_wf1_j2_r1_a1.o", 1],
	["job_wf12_j2_r1_a1.o", 12],
	["job_runner_host-wf3x_wf7_r1.log", 3],
	["slurm_output_wf5_sl100.o", 5],
	["resource_metrics_wf5_hn1_r1.db", 5],
	["torc_worker_9.log", 9],
	["subwf5.log", null],
	["torc.db", null],
])("the workflow of %s", (name, id) => {
	expect(workflowOfFile(name)).toBe(id);
});

const file = (name: string): JobLogFile => ({ ...(readJobFileName(name) as JobFileName), path: name });
const FILES = [
	"job_wf1_j2_r1_a1.o",
	"job_wf1_j2_r1_a1.e",
	"job_wf1_j2_r1_a2.o",
	"job_wf1_j2_r1_a2.e",
	"job_wf1_j2_r1_a2_s1.o",
	"job_wf1_j2_r1_a2_s1.e",
	"job_wf1_j2_r2_a1.log",
]
	.map(file)
	.sort(compareJobFiles);
const ANY = { stdout: false, stderr: false, all: false, runId: undefined, attempt: undefined };

test.each([
	["the latest start", ANY, ["job_wf1_j2_r2_a1.log"]],
	["of a run", { ...ANY, runId: 1 }, ["job_wf1_j2_r1_a2_s1.o", "job_wf1_j2_r1_a2_s1.e"]],
	["of an attempt", { ...ANY, runId: 1, attempt: 1 }, ["job_wf1_j2_r1_a1.o", "job_wf1_j2_r1_a1.e"]],
	["one stream", { ...ANY, runId: 1, stderr: true }, ["job_wf1_j2_r1_a2_s1.e"]],
	["a combined file holds both", { ...ANY, stderr: true }, ["job_wf1_j2_r2_a1.log"]],
	["all, oldest first", { ...ANY, all: true }, FILES.map(({ path }) => path)],
])("%s", (_title, choice, paths) => {
	expect(chooseFiles(FILES, choice).map(({ path }) => path)).toEqual(paths);
});

test.each([
	["a\nb\nc\n", 1, "c\n"],
	["a\nb\nc", 1, "c"],
	["a\nb\nc\n", 2, "b\nc\n"],
	["a\nb\nc\n", 3, "a\nb\nc\n"],
	["a\nb\nc\n", 9, "a\nb\nc\n"],
	["a\nb\n", 0, ""],
	["", 3, ""],
	[`${"x".repeat(65_534)}\n\nlast\n`, 2, "\nlast\n"],
	[`${"x\n".repeat(100_000)}`, 70_000, "x\n".repeat(70_000)],
])("the last lines of %#", (content, lines, tail) => {
	const path = join(folder, "tail.txt");
	writeFileSync(path, content);
	expect(content.slice(tailOffset(path, lines))).toBe(tail);
});
