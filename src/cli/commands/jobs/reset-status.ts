// torc jobs reset-status: sets chosen jobs back; what is downstream of them follows at reinitialize.
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { confirm } from "../../choosing/confirm.ts";
import type { Context } from "../../context.ts";
import { jobsResetStatus } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { drawTable } from "../../render/draw-table.ts";
import { NOTHING, several, table, text, type View } from "../../render/view.ts";
import { reinitialize } from "../workflows/reinitialize.ts";
import { chooseJobs } from "./choose-jobs.ts";
import { downstreamJobs } from "./downstream-jobs.ts";

interface BriefJob {
	readonly job_id: number;
	readonly name: string;
	readonly status: string;
}

export const command = implement(jobsResetStatus, {
	run: async (context, args) => {
		const client = await context.client();
		const { workflowId, jobs } = await chooseJobs(context, args);
		const downstream = await downstreamJobs(client, workflowId, jobs);
		const found = { workflow_id: workflowId, downstream_jobs: downstream.map(brief) };
		if (args.dryRun) {
			return { ...found, dry_run: true, reinit_requested: args.reinit, jobs: jobs.map(brief) };
		}
		if (!args.force) await refuseActive(context, workflowId, jobs);
		warnOfCompleted(context, jobs);
		preview(context, jobs, downstream);
		if (!(await confirm(context, `Reset ${jobs.length} job(s) of workflow ${workflowId}?`, args.noPrompts)))
			return null;
		const { run_id: runId } = await client.getWorkflow({ params: { id: workflowId } });
		const failures: { job_id: number; error: string }[] = [];
		const reset: number[] = [];
		for (const job of jobs) {
			const id = job.id as number;
			try {
				const status = "uninitialized";
				if (job.status !== status) await client.manageStatusChange({ params: { id, status, run_id: runId ?? 0 } });
				reset.push(id);
			} catch (error) {
				if (!(error instanceof TorcError)) throw error;
				failures.push({ job_id: id, error: error.message });
			}
		}
		const reinit = args.reinit && failures.length === 0 ? await reinitializeAfter(context, workflowId) : NOT_APPLIED;
		return {
			...found,
			status: failures.length === 0 && reinit.error === null ? "success" : "partial_success",
			reset_count: reset.length,
			requested_job_ids: jobs.map((job) => job.id as number),
			reset_job_ids: reset,
			failures,
			next_steps: reinit.applied ? [`torc run ${workflowId}`] : [`torc workflows reinit ${workflowId}`],
			reinit: { requested: args.reinit, ...reinit },
		};
	},
	show: (done) => {
		if (done === null) return NOTHING;
		if ("dry_run" in done) return wouldReset(done.jobs, done.downstream_jobs);
		const failed = done.failures.map(({ job_id: id, error }) => `Job ${id}: ${error}`);
		return text([`Reset ${done.reset_count} job(s)`, ...failed, `Next: ${done.next_steps.join(", ")}`].join("\n"));
	},
	exitCode: (done) => (done !== null && "status" in done && done.status !== "success" ? 1 : 0),
});

const brief = (job: JobModel): BriefJob => ({ job_id: job.id as number, name: job.name, status: job.status ?? "" });

const jobTable = (jobs: readonly BriefJob[]) =>
	table(
		jobs,
		{ ID: (j) => j.job_id, Name: (j) => j.name, Status: (j) => j.status },
		{ noun: "jobs", empty: "No job would be reset" },
	);

function wouldReset(jobs: readonly BriefJob[], downstream: readonly BriefJob[]): View {
	const chosen = [text("Would be reset:"), jobTable(jobs)];
	return several(...chosen, ...(downstream.length === 0 ? [] : [text(DOWNSTREAM), jobTable(downstream)]));
}

const DOWNSTREAM = "Downstream, reset by 'torc workflows reinit':";

async function refuseActive(context: Context, workflowId: number, jobs: readonly JobModel[]): Promise<void> {
	const client = await context.client();
	const busy = jobs.filter((job) => job.status === "pending" || job.status === "running");
	const { active_compute_nodes: nodes } = await client.getWorkflowStatus({ params: { id: workflowId } });
	if (busy.length === 0 && nodes === 0) return;
	const what =
		busy.length > 0
			? `${count(busy.length, "of these jobs is", "of these jobs are")} pending or running`
			: `${count(nodes, "worker is", "workers are")} active in workflow ${workflowId}`;
	throw new TorcError("invalid", `Nothing was reset: ${what}`, {
		hint: `Wait, stop them with 'torc cancel ${workflowId}', or reset with --force all the same.`,
	});
}

const count = (number: number, one: string, more: string): string => `${number} ${number === 1 ? one : more}`;

function warnOfCompleted(context: Context, jobs: readonly JobModel[]): void {
	const completed = jobs.filter((job) => job.status === "completed");
	if (completed.length === 0) return;
	context.warn("the following job(s) completed successfully and will run again:");
	for (const job of completed) context.terminal.say(`  job ${job.id} (${job.name})`);
}

function preview(context: Context, jobs: readonly JobModel[], downstream: readonly JobModel[]): void {
	if (context.format === "json") return;
	context.terminal.say(drawTable(jobTable(jobs.map(brief)), context.terminal.look));
	if (downstream.length === 0) return;
	context.terminal.say(DOWNSTREAM);
	context.terminal.say(drawTable(jobTable(downstream.map(brief)), context.terminal.look));
}

const NOT_APPLIED: { applied: boolean; error: string | null } = { applied: false, error: null };

async function reinitializeAfter(context: Context, workflowId: number): Promise<typeof NOT_APPLIED> {
	try {
		await reinitialize(await context.client(), workflowId, { force: false, cwd: context.cwd, warn: context.warn });
		return { applied: true, error: null };
	} catch (error) {
		if (!(error instanceof TorcError)) throw error;
		return { applied: false, error: error.message };
	}
}
