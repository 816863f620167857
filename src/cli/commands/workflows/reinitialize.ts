// Prepares what is unfinished or out of date to run again (2-states §4.3, §4.6).
import type { Client } from "../../../client/call.ts";
import type { TaskModel } from "../../../contract/models/task.ts";
import { retireLost } from "../../lost/retire-lost.ts";
import { describeStart } from "./describe-start.ts";
import { storeTimes } from "./file-times.ts";
import { findOutdated } from "./outdated-jobs.ts";
import { refuseMissingInputs } from "./required-inputs.ts";

export interface ReinitializeOptions {
	/** Go on without missing inputs, and although jobs are running. */
	readonly force: boolean;
	/** Relative paths of files start here. */
	readonly cwd: string;
	readonly warn: (message: string) => void;
	/** The server goes on after its answer. */
	readonly inBackground?: boolean;
}

export interface Reinitialized {
	/** Jobs that run already: nothing was done then. */
	readonly running: number;
	/** Completed, failed or canceled jobs found out of date, without what is downstream of them. */
	readonly outdated: number;
	/** With `inBackground`: what the server works on. */
	readonly task: TaskModel | null;
}

/** Errors: `invalid` when inputs are missing or the workflow is archived. */
export async function reinitialize(
	client: Client,
	workflowId: number,
	options: ReinitializeOptions,
): Promise<Reinitialized> {
	const params = { id: workflowId };
	if (!options.force) await refuseMissingInputs(client, workflowId, options.cwd);
	const outdated = await findOutdated(client, workflowId, options.cwd);
	const { workflow, active } = await activity(client, workflowId);
	if (active > 0 && !options.force) {
		const changed = outdated.changedFiles.map(({ file }) => file.path);
		if (changed.length > 0) options.warn(`these inputs changed and are taken up later: ${changed.join(", ")}`);
		return { running: active, outdated: 0, task: null };
	}
	// Jobs that are marked as running while no node is left are unfinished work like others.
	await client.resetWorkflowStatus({ params, query: { force: true } });
	await storeTimes(client, outdated.changedFiles);
	const runId = (workflow.run_id ?? 0) + 1;
	for (const { job } of outdated.byFiles) {
		const id = job.id as number;
		await client.manageStatusChange({ params: { id, status: "uninitialized", run_id: runId } });
	}
	await client.processChangedJobInputs({ params });
	const query = { only_uninitialized: true, ...(options.inBackground && { async: true }) };
	const answer = await client.initializeJobs({ params, query });
	const task = "operation" in answer ? answer : null;
	if (task === null) await describeStart(client, workflowId, options.cwd);
	return { running: 0, outdated: outdated.byFiles.length + outdated.byHash.length, task };
}

/** Jobs that a living node runs now; what lost ones left behind is ended first. */
async function activity(client: Client, workflowId: number) {
	const params = { id: workflowId };
	const workflow = await client.getWorkflow({ params });
	if ((await markedJobs(client, workflowId)) === 0) return { workflow, active: 0 };
	await retireLost(client, workflowId);
	const { active_compute_nodes: nodes } = await client.getWorkflowStatus({ params });
	return { workflow, active: nodes > 0 ? await markedJobs(client, workflowId) : 0 };
}

async function markedJobs(client: Client, workflowId: number): Promise<number> {
	const { jobs_by_status: jobs } = await client.getWorkflowStatus({ params: { id: workflowId } });
	return jobs.running + jobs.pending;
}
