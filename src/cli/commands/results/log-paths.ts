// Where the logs of a job and of its runner lie below the output folder (4-runner §4).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import { compareJobFiles, type JobFileName, readJobFileName } from "../logs/log-names.ts";

interface JobRun {
	readonly workflow_id: number;
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id?: number | null | undefined;
}

/** Finds the files of many jobs with one look at the folder. */
export class LogFolder {
	private readonly outputDir: string;
	private readonly byAttempt: ReadonlyMap<string, readonly (JobFileName & { readonly name: string })[]>;
	private readonly others: ReadonlySet<string>;

	/** `folder`: where `outputDir`, as the user wrote it, lies. */
	constructor(folder: string, outputDir: string) {
		this.outputDir = outputDir;
		const files = namesIn(join(folder, "job_stdio")).flatMap((name) => {
			const read = readJobFileName(name);
			return read === null ? [] : [{ ...read, name }];
		});
		this.byAttempt = Map.groupBy(files, ({ workflowId, jobId, runId, attemptId }) =>
			attemptKey({ workflow_id: workflowId, job_id: jobId, run_id: runId, attempt_id: attemptId }),
		);
		this.others = new Set(namesIn(folder));
	}

	/** Of the attempt's last start; the usual names where there are no files. A combined file is both. */
	jobLogs(run: JobRun): { readonly stdout: string; readonly stderr: string; readonly missing: boolean } {
		const files = [...(this.byAttempt.get(attemptKey(run)) ?? [])].sort(compareJobFiles);
		const last = (stream: "stdout" | "stderr"): string | undefined =>
			files.findLast((file) => file.stream === stream || file.stream === "combined")?.name;
		const stem = `job_wf${run.workflow_id}_j${run.job_id}_r${run.run_id}_a${run.attempt_id ?? 1}`;
		return {
			stdout: join(this.outputDir, "job_stdio", last("stdout") ?? `${stem}.o`),
			stderr: join(this.outputDir, "job_stdio", last("stderr") ?? `${stem}.e`),
			missing: files.length === 0,
		};
	}

	/** The log of the runner, and of the allocation where it ran in one; only what is there. */
	runnerLogs(run: JobRun, node: ComputeNodeModel): Readonly<Record<string, string>> {
		const slurm = slurmOf(node);
		if (slurm === null) {
			return this.present({ job_runner_log: `job_runner_${node.hostname}_wf${run.workflow_id}_r${run.run_id}.log` });
		}
		const { slurm_job_id: id, slurm_node_id: index, slurm_task_pid: pid } = slurm;
		const output = `slurm_output_wf${run.workflow_id}_sl${id}`;
		return {
			slurm_job_id: String(id),
			...this.present({
				job_runner_log: `job_runner_slurm_wf${run.workflow_id}_sl${id}_n${index}_pid${pid}.log`,
				slurm_stdout: `${output}.o`,
				slurm_stderr: `${output}.e`,
			}),
		};
	}

	private present(names: Readonly<Record<string, string>>): Record<string, string> {
		const found = Object.entries(names).filter(([, name]) => this.others.has(name));
		return Object.fromEntries(found.map(([key, name]) => [key, join(this.outputDir, name)]));
	}
}

const attemptKey = (run: JobRun): string => `${run.workflow_id}/${run.job_id}/${run.run_id}/${run.attempt_id ?? 1}`;

interface SlurmPlace {
	readonly slurm_job_id: unknown;
	readonly slurm_node_id?: unknown;
	readonly slurm_task_pid?: unknown;
}

function slurmOf({ scheduler }: ComputeNodeModel): SlurmPlace | null {
	return typeof scheduler === "object" && scheduler !== null && "slurm_job_id" in scheduler ? scheduler : null;
}

function namesIn(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}
