// The jobs that `jobs reset-status` means: by ids, by status, or by the return code of their latest result.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { isJobStatus, JOB_STATUSES } from "../../../core/job-status.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";

export interface JobSelector {
	readonly ids: readonly number[];
	readonly status: readonly string[];
	readonly returnCode: number | undefined;
	readonly workflowId: string | undefined;
}

export interface ChosenJobs {
	readonly workflowId: number;
	/** At least one. */
	readonly jobs: readonly JobModel[];
}

/** Errors: `malformed` (none or several selectors, jobs of several workflows, no job), `not_found`. */
export async function chooseJobs(context: Context, selector: JobSelector): Promise<ChosenJobs> {
	const { ids, status, returnCode } = selector;
	const selectors = [ids.length > 0, status.length > 0, returnCode !== undefined].filter(Boolean).length;
	if (selectors !== 1 || (ids.length > 0 && selector.workflowId !== undefined)) {
		throw new TorcError("malformed", "Choose jobs by exactly one of: ids, --status, --return-code", {
			hint: "--status and --return-code take the workflow as --workflow-id.",
		});
	}
	const client = await context.client();
	if (ids.length > 0) return byIds(client, ids);
	for (const word of status) {
		if (isJobStatus(word)) continue;
		throw new TorcError("malformed", `'${word}' is no job status`, { hint: `One of ${JOB_STATUSES.join(", ")}.` });
	}
	const workflowId = await chooseWorkflow(context, selector.workflowId);
	const jobs =
		returnCode === undefined
			? await byStatus(client, workflowId, status)
			: await byCode(client, workflowId, returnCode);
	if (jobs.length === 0)
		throw new TorcError("not_found", `No job of workflow ${workflowId} matches; nothing was reset`);
	return { workflowId, jobs };
}

async function byIds(client: Client, ids: readonly number[]): Promise<ChosenJobs> {
	const jobs: JobModel[] = [];
	for (const id of new Set(ids)) jobs.push(await client.getJob({ params: { id } }));
	const workflows = new Set(jobs.map((job) => job.workflow_id));
	const [workflowId] = workflows;
	if (workflows.size !== 1 || workflowId === undefined) {
		throw new TorcError("malformed", `The jobs belong to several workflows: ${[...workflows].join(", ")}`, {
			hint: "Reset those of one workflow at a time.",
		});
	}
	return { workflowId, jobs };
}

async function byStatus(client: Client, workflowId: number, words: readonly string[]): Promise<JobModel[]> {
	const lists = words
		.filter(isJobStatus)
		.map((status) => collect(client.listJobs, { query: { workflow_id: workflowId, status } }));
	return (await Promise.all(lists)).flat();
}

async function byCode(client: Client, workflowId: number, returnCode: number): Promise<JobModel[]> {
	const results = await collect(client.listResults, { query: { workflow_id: workflowId, return_code: returnCode } });
	const ids = new Set(results.map((result) => result.job_id));
	const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId } });
	return jobs.filter((job) => ids.has(job.id as number));
}
