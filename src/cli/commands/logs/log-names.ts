// What the names of files in an output folder tell: which workflow, which job, run, attempt and start (4-runner §4).

/** The workflow of a file, by the whole number after `wf`: `wf1` is not in `wf12`. Null for other files. */
export function workflowOfFile(name: string): number | null {
	const match = /(?:^|[^a-z0-9])wf(\d+)(?!\d)/i.exec(name) ?? /^torc_worker_(\d+)\./.exec(name);
	return match ? Number(match[1]) : null;
}

export interface JobFileName {
	readonly workflowId: number;
	readonly jobId: number;
	readonly runId: number;
	readonly attemptId: number;
	/** 0-based start of the attempt. */
	readonly start: number;
	readonly stream: "stdout" | "stderr" | "combined";
}

const JOB_FILE = /^job_wf(\d+)_j(\d+)_r(\d+)_a(\d+)(?:_s(\d+))?\.(o|e|log)$/;
const STREAMS = { o: "stdout", e: "stderr", log: "combined" } as const;

/** Null for files that are not a job's own output. */
export function readJobFileName(name: string): JobFileName | null {
	const match = JOB_FILE.exec(name);
	if (match === null) return null;
	const [workflowId = 0, jobId = 0, runId = 0, attemptId = 0, start = 0] = match
		.slice(1, 6)
		.map((part) => Number(part ?? 0));
	return { workflowId, jobId, runId, attemptId, start, stream: STREAMS[match[6] as keyof typeof STREAMS] };
}

/** By run, attempt, start; standard output before standard error. */
export function compareJobFiles(a: JobFileName, b: JobFileName): number {
	return (
		a.runId - b.runId ||
		a.attemptId - b.attemptId ||
		a.start - b.start ||
		ORDER.indexOf(a.stream) - ORDER.indexOf(b.stream)
	);
}

const ORDER = ["stdout", "combined", "stderr"];
