// Which Slurm job and which node a line is about.
import { expect, test } from "bun:test";
import { nodeOfLine, slurmJobOfFile, slurmJobOfLine } from "./slurm-log-facts.ts";

const LINES: readonly (readonly [string, string | null, string | null])[] = [
	["slurmstepd: error: *** JOB 12 ON n1 CANCELLED AT 2026-01-01T00:00:00 DUE TO TIME LIMIT ***", "12", "n1"],
	["slurmstepd-n2: error: Detected 1 oom-kill event(s) in StepId=7.3. Some of", "7", "n2"],
	["srun: error: n3: task 0: Out Of Memory", null, "n3"],
	["sbatch: JobId=9 failed", "9", null],
	["SLURM_JOB_ID=15", "15", null],
	["error in Slurm job ID 4", "4", null],
	["batch job 5 was requeued", "5", null],
	["Segmentation fault", null, null],
];
for (const [line, job, node] of LINES) {
	test(line, () => expect([slurmJobOfLine(line), nodeOfLine(line)]).toEqual([job, node]));
}

test("files", () => {
	expect(slurmJobOfFile("slurm_output_wf1_sl120.e")).toBe("120");
	expect(slurmJobOfFile("job_wf1_j2_r1_a1.e")).toBeNull();
});
