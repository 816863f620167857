// The environment of a job (4-runner §3): the runner's own, the specification's, and what Torc says, in this order.
import { join } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";
import type { Session } from "../session.ts";

export type Environment = Record<string, string>;

/** What all processes of a workflow get: jobs, recovery scripts and action commands. */
export function workflowEnvironment(session: Session): Environment {
	const env: Environment = {};
	for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
	env.TORC_WORKFLOW_ID = String(session.workflowId);
	env.TORC_RUN_ID = String(session.runId);
	env.TORC_API_URL = session.apiUrl;
	env.TORC_OUTPUT_DIR = session.outputDirectory;
	// Whoever outlives this runner can be told apart from the jobs of another one.
	env.TORC_RUNNER_PID = String(process.pid);
	if (session.torcProgram !== null) env.TORC_BIN = session.torcProgram;
	if (session.submissionDirectory !== null) env.TORC_WORKFLOW_SUBMISSION_DIR = session.submissionDirectory;
	return env;
}

/** What only the job itself is told, not the commands beside it. */
export interface JobSurroundings {
	readonly gpuIds: readonly string[];
	/** Epoch milliseconds at which it will be asked to end, or killed if it is not asked; null = no end. */
	readonly deadline: number | null;
}

export function jobEnvironment(
	session: Session,
	base: Environment,
	job: ClaimedJob,
	{ gpuIds, deadline }: JobSurroundings = { gpuIds: [], deadline: null },
): Environment {
	const env: Environment = { ...base, ...job.env };
	// Torc's names win over the specification's.
	for (const name of WORKFLOW_NAMES) if (base[name] !== undefined) env[name] = base[name];
	env.TORC_RUN_ID = String(job.run_id);
	env.TORC_JOB_ID = String(job.id);
	env.TORC_JOB_NAME = job.name;
	env.TORC_ATTEMPT_ID = String(job.attempt_id);
	env.TORC_RESTART_COUNT = String(job.restart_count);
	env.TORC_CHECKPOINT_DIR = checkpointDirectory(session, job.id);
	if (deadline !== null) env.TORC_DEADLINE = String(Math.floor(deadline / 1000));
	// Of steps Slurm says it itself, each vendor's way; where no GPU is known there is nothing to choose from.
	if (job.num_gpus > 0 && session.capacity.gpuIds.length > 0) {
		for (const name of GPU_NAMES) env[name] = gpuIds.join(",");
	}
	return env;
}

/** What no other job's environment has: tells whose an orphan is. */
export const jobMarks = (env: Environment): string[] =>
	["TORC_JOB_ID", "TORC_ATTEMPT_ID", "TORC_RUN_ID", "TORC_WORKFLOW_ID", "TORC_OUTPUT_DIR"].map(
		(name) => `${name}=${env[name]}`,
	);

const WORKFLOW_NAMES = [
	"TORC_WORKFLOW_ID",
	"TORC_RUN_ID",
	"TORC_API_URL",
	"TORC_OUTPUT_DIR",
	"TORC_RUNNER_PID",
	"TORC_BIN",
	"TORC_WORKFLOW_SUBMISSION_DIR",
];
const GPU_NAMES = ["CUDA_VISIBLE_DEVICES", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "TORC_GPU_VISIBLE_DEVICES"];

/** The same in every attempt and run. */
export const checkpointDirectory = (session: Session, jobId: number): string =>
	join(session.outputDirectory, "checkpoints", `wf${session.workflowId}_j${jobId}`);
