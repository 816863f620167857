// Where the logs of a job and of its runner lie below the output folder (semantics, Running a job).
import { join } from "node:path";

interface JobRun {
	readonly workflow_id: number;
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id?: number | null | undefined;
}

export function jobLogPaths(outputDir: string, run: JobRun): { readonly stdout: string; readonly stderr: string } {
	const name = `job_wf${run.workflow_id}_j${run.job_id}_r${run.run_id}_a${run.attempt_id ?? 1}`;
	const folder = join(outputDir, "job_stdio");
	return { stdout: join(folder, `${name}.o`), stderr: join(folder, `${name}.e`) };
}

export const runnerLogPath = (outputDir: string, run: JobRun, host: string): string =>
	join(outputDir, `job_runner_${host}_wf${run.workflow_id}_r${run.run_id}.log`);
