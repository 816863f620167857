// What a run came to, for people on standard error and as data.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import type { LeaveReason, RunnerOutcome } from "../../../runner/runner-options.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";
import { LogFolder } from "../results/log-paths.ts";
import { explainIdle } from "./explain-idle.ts";

const SHOWN_FAILURES = 5;

const ENDINGS: Readonly<Record<LeaveReason, string>> = {
	complete: "Workflow complete",
	canceled: "Workflow canceled",
	deadline: "Time limit reached",
	idle: "Nothing more can run here now",
	stopped: "Stopped",
	server_away: "The server could not be used any more",
	workflow_gone: "The workflow is gone",
};

const STOPPED_IN_TIME = "Time limit reached: running jobs were stopped in time";

export interface RunReport {
	readonly workflow_id: number;
	readonly run_id: number;
	readonly message: string;
	readonly status: "completed" | "failed" | "unfinished";
	readonly had_failures: boolean;
	readonly had_terminations: boolean;
	readonly reason: LeaveReason;
	readonly output_dir: string;
	readonly jobs: RunnerOutcome["counts"];
}

export interface RunSettings {
	readonly outputDirectory: string;
	readonly labels: readonly string[];
}

export async function reportRun(
	context: Context,
	outcome: RunnerOutcome,
	{ outputDirectory, labels }: RunSettings,
): Promise<RunReport> {
	const { workflowId, counts, reason } = outcome;
	const { say } = context.terminal;
	const numbers = Object.entries(counts).filter(([, count]) => count > 0);
	const text = numbers.map(([name, count]) => `${count} ${name}`).join(", ") || "no job ran";
	const ending = reason === "deadline" && outcome.hadTerminations ? STOPPED_IN_TIME : ENDINGS[reason];
	const message = `${ending}: ${text}`;
	if (context.format !== "json") {
		say(`${message}. Workflow ${workflowId}, outputs in ${outputDirectory}/job_stdio`);
		if (outcome.hadFailures) await sayFailures(context, outcome, outputDirectory).catch(keepQuiet);
		else if (reason === "complete") await sayEarlierFailures(context, workflowId).catch(keepQuiet);
		if (outcome.unfinishedWork || outcome.hadTerminations) {
			say(`To go on with stopped jobs: torc workflows reinitialize ${workflowId} && torc run ${workflowId}`);
		} else if (reason === "complete" && numbers.length === 0) {
			say(
				`It was complete before. To run all of it again: torc workflows init ${workflowId} && torc run ${workflowId}`,
			);
		} else if (reason === "idle") {
			for (const line of await explainIdle(await context.client(), workflowId, labels)) say(line);
		}
	}
	if (outcome.undelivered > 0 && outcome.journalPath === null) {
		say(`${outcome.undelivered} result(s) could neither be delivered nor kept on disk: their jobs have to run again`);
	} else if (outcome.undelivered > 0) {
		say(`${outcome.undelivered} result(s) could not be delivered; they are kept in ${outcome.journalPath}`);
		say(
			`Once the server answers, the next torc command here delivers them; from elsewhere: torc workflows reconcile ${workflowId} ${outcome.runId} --base-dir ${outputDirectory}`,
		);
	}
	return {
		workflow_id: workflowId,
		run_id: outcome.runId,
		message,
		status: outcome.hadFailures ? "failed" : reason === "complete" ? "completed" : "unfinished",
		had_failures: outcome.hadFailures,
		had_terminations: outcome.hadTerminations,
		reason,
		output_dir: outputDirectory,
		jobs: counts,
	};
}

/** A server that is away must not keep back what else there is to say: where the results are kept. */
function keepQuiet(error: unknown): void {
	if (!(error instanceof TorcError)) throw error;
}

/** "Complete" must not sound like success when earlier runners left failures. */
async function sayEarlierFailures(context: Context, id: number): Promise<void> {
	const client = await context.client();
	const { jobs_by_status: jobs } = await client.getWorkflowStatus({ params: { id } });
	if (jobs.failed === 0) return;
	context.terminal.say(`  ${jobs.failed} job(s) failed before this run: torc results list ${id} --failed`);
	context.terminal.say(
		`  After a repair: torc workflows reset-status ${id} --failed-only --reinitialize && torc run ${id}`,
	);
}

async function sayFailures(
	context: Context,
	{ workflowId, reason }: RunnerOutcome,
	outputDirectory: string,
): Promise<void> {
	const client = await context.client();
	const query = { workflow_id: workflowId, status: "failed" as const };
	const failed = await collect(client.listResults, { query });
	if (failed.length === 0) return;
	const folder = new LogFolder(resolve(context.cwd, outputDirectory), outputDirectory);
	for (const result of failed.slice(0, SHOWN_FAILURES)) {
		const why = (result as { reason?: string | null }).reason;
		const { stdout, stderr } = folder.jobLogs(result);
		const log = [stderr, stdout].find((path) => existsSync(resolve(context.cwd, path)));
		const because = why ? ` (${why})` : "";
		const where = log === undefined ? "" : `; see ${log}`;
		context.terminal.say(`  failed: ${result.job_name} with code ${result.return_code}${because}${where}`);
	}
	if (failed.length > SHOWN_FAILURES) {
		context.terminal.say(`  … and ${failed.length - SHOWN_FAILURES} more: torc results list ${workflowId} --failed`);
	}
	const { jobs_by_status } = await client.getWorkflowStatus({ params: { id: workflowId } });
	if (reason !== "canceled" && jobs_by_status.canceled > 0) {
		context.terminal.say(`  canceled: ${jobs_by_status.canceled} job(s) that wait for what failed`);
	}
}
