// Runs a created workflow on this machine: progress, signals, and what it came to.
import { TorcError } from "../../../core/errors.ts";
import type { RunnerOutcome } from "../../../runner/runner-options.ts";
import type { Context } from "../../context.ts";
import { onSignals } from "../../on-signals.ts";
import { showProgress, silentProgress } from "../../progress/progress-display.ts";
import { initialize } from "../workflows/initialize.ts";
import { releaseOrphans } from "./release-orphans.ts";

export interface RunHere {
	readonly workflowId: number;
	/** Created a moment ago. */
	readonly fresh: boolean;
	/** As it was named. */
	readonly outputDirectory: string;
	readonly maxParallelJobs?: number | undefined;
	readonly numCpus?: number | undefined;
	readonly memoryBytes?: number | undefined;
	readonly numGpus?: number | undefined;
	readonly pollIntervalSeconds?: number | undefined;
	/** Epoch milliseconds. */
	readonly deadline?: number | undefined;
	readonly labels?: readonly string[] | undefined;
	readonly persistent?: boolean | undefined;
}

export async function runHere(context: Context, options: RunHere): Promise<RunnerOutcome> {
	const { client, url } = await context.connection();
	const { workflowId, outputDirectory } = options;
	const { is_uninitialized } = await client.isWorkflowUninitialized({ params: { id: workflowId } });
	if (is_uninitialized) {
		const { cwd, warn } = context;
		await initialize(client, workflowId, { force: false, cwd, warn, fresh: options.fresh });
	} else await releaseOrphans(client, workflowId, context.warn);
	await warnOfShortTime(context, options);
	const { runWorkflow } = await import("../../../runner/run-workflow.ts");
	const { StopRequests } = await import("../../../runner/stop-requests.ts");
	const display = context.format === "json" ? silentProgress(context.terminal) : showProgress(context.terminal);
	const stop = new StopRequests();
	const stopListening = onSignals((signal, count) => {
		if (count === 1) display.say(`${signal}: jobs are asked to end and save; once more kills them at once.`);
		else display.say(`${signal} again: jobs are killed.`);
		stop.request(signal);
	});
	try {
		return await runWorkflow({
			client,
			workflowId,
			apiUrl: url,
			outputDirectory,
			capacity: { numCpus: options.numCpus, memoryBytes: options.memoryBytes, numGpus: options.numGpus },
			maxParallelJobs: options.maxParallelJobs,
			deadline: options.deadline,
			labels: options.labels,
			persistent: options.persistent,
			pollIntervalSeconds: options.pollIntervalSeconds,
			stop,
			onProgress: ({ completed, failed, canceled, terminated, running, total }) => {
				const waiting = total - completed - failed - canceled - terminated - running;
				display.update({ completed, failed, canceled, terminated, running, ready: Math.max(0, waiting) });
			},
			onLog: (level, message) => {
				if (level === "warn" || level === "error") display.say(`${level === "warn" ? "Warning" : "Error"}: ${message}`);
			},
		});
	} finally {
		stopListening();
		display.finish();
	}
}

/** In queue mode no job is started in the last minutes, however short it is (2-states §5.4). */
async function warnOfShortTime(context: Context, { workflowId, maxParallelJobs, deadline }: RunHere): Promise<void> {
	if (maxParallelJobs === undefined || deadline === undefined) return;
	const client = await context.client();
	const workflow = await client.getWorkflow({ params: { id: workflowId } });
	const reserve = workflow.compute_node_min_time_for_new_jobs_seconds ?? 300;
	if (deadline - Date.now() >= reserve * 1000) return;
	context.warn(
		`with --max-parallel-jobs no job is started in the last ${reserve} s of the time limit (compute_node_min_time_for_new_jobs_seconds)`,
	);
}

/** From `--time-limit` and `--end-time`, of which the latter wins (4-runner §1). Errors: `usage`. */
export function deadlineOf(
	timeLimitSeconds: number | null,
	endTime: string | undefined,
	now: number,
): number | undefined {
	if (endTime === undefined) return timeLimitSeconds === null ? undefined : now + timeLimitSeconds * 1000;
	const end = Date.parse(endTime);
	if (Number.isNaN(end)) throw new TorcError("usage", `--end-time '${endTime}' is no time: use 2026-05-01T12:00:00Z`);
	if (end <= now) throw new TorcError("usage", `--end-time '${endTime}' is past: no job could run`);
	return end;
}
