// The logs of an attempt: its last start, combined files, and those of its runner.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import { LogFolder } from "./log-paths.ts";

const root = mkdtempSync(join(tmpdir(), "torc-paths-"));
const FILES = [
	"job_stdio/job_wf1_j1_r1_a1.o",
	"job_stdio/job_wf1_j1_r1_a1.e",
	"job_stdio/job_wf1_j1_r1_a1_s1.o",
	"job_stdio/job_wf1_j1_r1_a1_s1.e",
	"job_stdio/job_wf1_j2_r1_a1.log",
	"job_runner_n1_wf1_r1.log",
	"job_runner_slurm_wf1_sl77_n0_pid5.log",
	"job_runner_slurm_wf1_sl77_n1_pid6.log",
	"slurm_output_wf1_sl77.o",
];
beforeAll(() => {
	mkdirSync(join(root, "job_stdio"));
	for (const name of FILES) writeFileSync(join(root, name), "");
});
afterAll(() => rmSync(root, { recursive: true }));

const run = (job: number) => ({ workflow_id: 1, job_id: job, run_id: 1, attempt_id: 1 });

test.each([
	[1, "out/job_stdio/job_wf1_j1_r1_a1_s1.o", "out/job_stdio/job_wf1_j1_r1_a1_s1.e", false],
	[2, "out/job_stdio/job_wf1_j2_r1_a1.log", "out/job_stdio/job_wf1_j2_r1_a1.log", false],
	[3, "out/job_stdio/job_wf1_j3_r1_a1.o", "out/job_stdio/job_wf1_j3_r1_a1.e", true],
])("job %d", (job, stdout, stderr, missing) => {
	expect(new LogFolder(root, "out").jobLogs(run(job))).toEqual({ stdout, stderr, missing });
});

test("runners, here and in an allocation", () => {
	const folder = new LogFolder(root, "out");
	const node = { hostname: "n1", pid: 9, scheduler: null } as ComputeNodeModel;
	expect(folder.runnerLogs(run(1), node)).toEqual({ job_runner_log: "out/job_runner_n1_wf1_r1.log" });
	const scheduler = { type: "slurm", slurm_job_id: "77", slurm_node_id: 1, slurm_task_pid: 6 };
	expect(folder.runnerLogs(run(1), { ...node, scheduler })).toEqual({
		slurm_job_id: "77",
		job_runner_log: "out/job_runner_slurm_wf1_sl77_n1_pid6.log",
		slurm_stdout: "out/slurm_output_wf1_sl77.o",
	});
});
