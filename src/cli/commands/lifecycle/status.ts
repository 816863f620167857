// torc status: how far a workflow is, and what stands in its way.
import type { Client } from "../../../client/call.ts";
import type { WorkflowStatusResponse } from "../../../contract/models/workflow.ts";
import { JOB_STATUSES } from "../../../core/job-status.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { status } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { spanText } from "../../render/time-text.ts";
import { text } from "../../render/view.ts";
import { drawLostWork } from "./draw-lost-work.ts";

export const command = implement(status, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const summary = await currentStatus(context, client, id);
		warn(context, summary);
		const { walltime_seconds: wallSeconds } = summary;
		return {
			...summary,
			total_exec_time_formatted: spanText(summary.total_exec_time_minutes * 60),
			...(typeof wallSeconds === "number" && { walltime_formatted: spanText(wallSeconds) }),
		};
	},
	show: (summary) => text(draw(summary)),
});

/** A glance must not take long. */
const SLURM_TIMEOUT_MS = 3_000;

/** What is marked as running on a node that is gone is found out first. */
async function currentStatus(context: Context, client: Client, id: number): Promise<WorkflowStatusResponse> {
	const summary = await client.getWorkflowStatus({ params: { id } });
	if (summary.jobs_by_status.running + summary.jobs_by_status.pending === 0) return summary;
	if (summary.is_archived) return summary;
	const { retireLost } = await import("../../lost/retire-lost.ts");
	const glance = { slurmTimeoutMs: SLURM_TIMEOUT_MS, glance: true };
	// Whoever may only read is shown what is on record.
	const { jobs, nodes } = await retireLost(client, id, glance).catch(() => ({ jobs: [], nodes: 0 }));
	if (jobs.length + nodes === 0) return summary;
	for (const { job_name, reason } of jobs) context.warn(`job '${job_name}' was ${reason}`);
	return client.getWorkflowStatus({ params: { id } });
}

type Summary = WorkflowStatusResponse & { total_exec_time_formatted: string; walltime_formatted?: string };

function draw(summary: Summary): string {
	const counts = JOB_STATUSES.filter((name) => summary.jobs_by_status[name] > 0);
	const lines = [
		"Workflow Summary",
		"================",
		"",
		`Workflow ID: ${summary.workflow_id}`,
		`Name: ${summary.workflow_name}`,
		`User: ${summary.workflow_user}`,
		"",
		`Job Status (total: ${summary.total_jobs}):`,
		...counts.map((name) => `  ${`${name}:`.padEnd(16)}${summary.jobs_by_status[name]}`),
		"",
		`Total Execution Time: ${summary.total_exec_time_formatted}`,
	];
	if (summary.walltime_formatted !== undefined) lines.push(`Walltime: ${summary.walltime_formatted}`);
	if (summary.ending_times) lines.push(`Signal to Exit: ${endingText(summary.ending_times)}`);
	lines.push(...drawLostWork(summary.lost_work));
	lines.push(
		"",
		`Compute Nodes: ${summary.active_compute_nodes} active`,
		`Scheduled Nodes: ${summary.pending_scheduled_nodes} pending, ${summary.active_scheduled_nodes} active`,
		"",
		verdict(summary),
	);
	return lines.join("\n");
}

function endingText({ count, p95_seconds, lead_seconds }: NonNullable<Summary["ending_times"]>): string {
	const given = typeof lead_seconds === "number" ? `; the last was given ${spanText(lead_seconds)}` : "";
	return `95 % of ${count} ending(s) within ${spanText(p95_seconds)}${given}`;
}

function verdict(summary: Summary): string {
	const { jobs_by_status: jobs, total_jobs, is_canceled, is_complete, workflow_id, active_compute_nodes } = summary;
	if (is_canceled) return `Canceled. 'torc workflows reinit ${workflow_id}' prepares it to go on.`;
	if (total_jobs === 0) return `No jobs yet. 'torc jobs create ${workflow_id}' adds one.`;
	if (jobs.uninitialized === total_jobs) return `Not started. 'torc run ${workflow_id}' starts it.`;
	if (jobs.terminated > 0 && jobs.running + jobs.pending === 0) {
		return `${jobs.terminated} job(s) were stopped in time: 'torc workflows reinit ${workflow_id}' and 'torc run ${workflow_id}' go on.`;
	}
	const marked = jobs.running + jobs.pending;
	if (marked > 0 && active_compute_nodes === 0) {
		return `${marked} job(s) are marked as running, but no runner is active: 'torc run ${workflow_id}' goes on.`;
	}
	if (!is_complete && marked === 0 && active_compute_nodes === 0) {
		return `Not finished, and no runner is active: 'torc run ${workflow_id}' goes on.`;
	}
	if (!is_complete) return "In progress.";
	const bad = jobs.failed + jobs.canceled;
	if (bad === 0) return "Complete: all jobs succeeded.";
	return `Complete with ${jobs.failed} failed and ${jobs.canceled} canceled job(s): 'torc results list ${workflow_id} --failed' shows them.`;
}

function warn(context: Context, summary: WorkflowStatusResponse): void {
	const blocked = summary.runtime_blocked_ready_jobs;
	if (blocked > 0) {
		context.warn(`${blocked} ready job(s) need more time than any active allocation has left.`);
	}
	warnOfSlowEndings(context, summary);
	for (const [labels, count] of Object.entries(summary.unserved_ready_labels ?? {})) {
		context.warn(`${count} ready job(s) wait for a runner with the labels ${labels}: torc run --label ${labels}`);
	}
}

/** Jobs that hardly end in the time they are given will one day be killed while they save. */
function warnOfSlowEndings(context: Context, { ending_times }: WorkflowStatusResponse): void {
	for (const { job_name, p95_seconds, lead_seconds } of ending_times?.jobs_near_lead ?? []) {
		context.warn(
			`job '${job_name}' takes ${spanText(p95_seconds)} to end after its signal and is given ${spanText(lead_seconds)}: raise execution_config.sigterm_lead_seconds, or the N of --signal=…@N, above ${Math.ceil(p95_seconds * 1.5)}.`,
		);
	}
}
