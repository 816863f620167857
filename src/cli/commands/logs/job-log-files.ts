// The output files of one job below an output folder.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { JobModel } from "../../../contract/models/job.ts";
import { compareJobFiles, type JobFileName, readJobFileName } from "./log-names.ts";

export interface JobLogFile extends JobFileName {
	readonly path: string;
}

export interface FileChoice {
	readonly stdout: boolean;
	readonly stderr: boolean;
	/** All starts; else the latest one that the run and the attempt allow. */
	readonly all: boolean;
	readonly runId: number | undefined;
	readonly attempt: number | undefined;
}

/** Oldest first; empty when the job never wrote here. */
export function listJobLogFiles(outputDir: string, job: JobModel): JobLogFile[] {
	const folder = join(outputDir, "job_stdio");
	return names(folder)
		.map((name) => ({ name, read: readJobFileName(name) }))
		.flatMap(({ name, read }) => (read === null ? [] : [{ ...read, path: join(folder, name) }]))
		.filter(({ workflowId, jobId }) => workflowId === job.workflow_id && jobId === job.id)
		.sort(compareJobFiles);
}

export function chooseFiles(files: readonly JobLogFile[], choice: FileChoice): JobLogFile[] {
	const possible = files.filter(
		({ runId, attemptId, stream }) =>
			(choice.runId === undefined || runId === choice.runId) &&
			(choice.attempt === undefined || attemptId === choice.attempt) &&
			(!choice.stdout || stream !== "stderr") &&
			(!choice.stderr || stream !== "stdout"),
	);
	const last = possible.at(-1);
	if (choice.all || last === undefined) return possible;
	return possible.filter((file) => isSameStart(file, last));
}

export const isSameStart = (a: JobFileName, b: JobFileName): boolean =>
	a.runId === b.runId && a.attemptId === b.attemptId && a.start === b.start;

function names(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
		throw error;
	}
}
