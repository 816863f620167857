// Submits allocations for a scheduler of a workflow and records each one that Slurm accepted, and only those.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Client } from "../../client/connect.ts";
import type { SlurmSchedulerModel } from "../../contract/models/scheduler.ts";
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import { TorcError } from "../../core/errors.ts";
import { sbatch } from "../programs/sbatch.ts";
import { jitterWindow } from "../script/start-jitter.ts";
import { submissionScript } from "../script/submission-script.ts";
import { recordShortfall } from "./shortfall.ts";

/** How the runners of the allocations are to be started; the same for all of one command. */
export interface RunnerSettings {
	/** The words that start torc-slurm-job-runner. */
	readonly program: readonly string[];
	/** The server's, as the compute nodes reach it. */
	readonly url: string;
	/** Relative paths are taken from `cwd`. */
	readonly outputDirectory: string;
	/** Working directory of the allocations and their jobs. */
	readonly cwd: string;
	readonly pollInterval: number;
	readonly maxParallelJobs: number | null;
	readonly claimBackoffMaxSecs: number | null;
	readonly tlsCaCert: string | null;
	readonly tlsInsecure: boolean;
	readonly keepScripts: boolean;
	readonly jobPrefix: string;
	/** Variables with which the runners sign in; never in the script. */
	readonly credentials: Readonly<Record<string, string>>;
}

export interface AllocationsWanted {
	readonly workflow: WorkflowModel;
	readonly scheduler: SlurmSchedulerModel;
	readonly count: number;
	readonly oneWorkerPerNode: boolean;
	readonly maxParallelJobs: number | null;
	/** The action that wants them; null when a person does. */
	readonly actionId: number | null;
}

export interface Submitted {
	/** Slurm's ids, in order. */
	readonly slurmJobIds: readonly string[];
	/** Slurm's words when it took fewer than were wanted. */
	readonly refusal: string | null;
}

/** Scripts of one process are numbered: several may be on disk at once. */
let scripts = 0;

/** Errors: `environment` when the output folder cannot be written; what the server answers. */
export async function submitAllocations(
	client: Client,
	settings: RunnerSettings,
	wanted: AllocationsWanted,
): Promise<Submitted> {
	const outputDirectory = resolve(settings.cwd, settings.outputDirectory);
	const slurmJobIds: string[] = [];
	for (let n = 0; n < wanted.count; n++) {
		const path = writeScript(outputDirectory, settings, wanted);
		const outcome = await sbatch(path, settings);
		if (!settings.keepScripts) rmSync(path, { force: true });
		if ("refusal" in outcome) {
			if (n > 0) await recordShortfall(client, wanted.workflow.id as number, shortfallOf(wanted, n, outcome.refusal));
			return { slurmJobIds, refusal: outcome.refusal };
		}
		slurmJobIds.push(outcome.jobId);
		await record(client, wanted, outcome.jobId);
	}
	return { slurmJobIds, refusal: null };
}

/** The allocation is real: the record must not be lost to a moment's outage. */
async function record(client: Client, wanted: AllocationsWanted, slurmJobId: string): Promise<void> {
	const body = {
		workflow_id: wanted.workflow.id as number,
		scheduler_id: Number(slurmJobId),
		scheduler_config_id: wanted.scheduler.id as number,
		scheduler_type: "slurm",
		status: "pending",
	};
	try {
		await client.createScheduledComputeNode({ body, retry: { forMs: 60_000 } });
	} catch (error) {
		if (!(error instanceof TorcError)) throw error;
		const message = `Slurm accepted the allocation ${slurmJobId}, but it could not be recorded: ${error.message}`;
		throw new TorcError(error.kind, message, {
			cause: error,
			hint: `It will run all the same; 'scancel ${slurmJobId}' ends it.`,
		});
	}
}

const shortfallOf = ({ actionId, scheduler, count }: AllocationsWanted, submitted: number, reason: string) => ({
	actionId,
	schedulerConfigId: scheduler.id as number,
	wanted: count,
	submitted,
	reason,
});

function writeScript(outputDirectory: string, settings: RunnerSettings, wanted: AllocationsWanted): string {
	const { workflow, scheduler } = wanted;
	const workflowId = workflow.id as number;
	const serialize = scheduler.serialize_allocations === true;
	const number = ++scripts;
	const stem = `wf${workflowId}_${process.pid}_${number}`;
	const text = submissionScript({
		...settings,
		outputDirectory,
		scheduler,
		defaults: (workflow.slurm_defaults ?? null) as Readonly<Record<string, unknown>> | null,
		jobName: serialize ? `torc-wf${workflowId}-sched${scheduler.id}` : `${settings.jobPrefix}${stem}`,
		workflowId,
		serialize,
		oneWorkerPerNode: wanted.oneWorkerPerNode,
		maxParallelJobs: wanted.maxParallelJobs ?? settings.maxParallelJobs,
		startupDelaySeconds: startWindow(wanted, serialize),
	});
	const path = join(outputDirectory, `${serialize ? "" : settings.jobPrefix}${stem}.sh`);
	try {
		mkdirSync(outputDirectory, { recursive: true });
		writeFileSync(path, text);
		chmodSync(path, 0o755);
	} catch (error) {
		throw new TorcError("environment", `Cannot write the submission script ${path}: ${(error as Error).message}`, {
			cause: error,
			hint: "Choose another folder with --output-dir, or make it writable. Nothing more was submitted.",
		});
	}
	return path;
}

function startWindow({ workflow, scheduler, count, oneWorkerPerNode }: AllocationsWanted, serialize: boolean): number {
	if (workflow.execution_config?.staggered_start === false) return 0;
	const atOnce = serialize ? 1 : count;
	return jitterWindow(oneWorkerPerNode ? atOnce * scheduler.nodes : atOnce);
}
