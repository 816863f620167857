// What the head of an allocation does when its work is over: its record is closed, queued allocations that nothing needs
// are canceled, and a chain that still makes progress gets its next link (5-slurm §7).
import type { Client } from "../../client/connect.ts";
import type { ScheduledComputeNodesModel } from "../../contract/models/compute-node.ts";
import { readQueue } from "../programs/queue.ts";
import { requeueAllocation } from "../programs/requeue.ts";
import { cancelAllocation } from "../programs/scancel.ts";
import { liveRecords, setRecordStatus } from "./recorded-allocations.ts";
import { type RunnerSettings, submitAllocations } from "./submit-allocations.ts";

export interface Leaving {
	readonly workflowId: number;
	/** Record of the allocation that ends; null when nobody recorded it. */
	readonly record: ScheduledComputeNodesModel | null;
	readonly oneWorkerPerNode: boolean;
	readonly settings: RunnerSettings;
	/** It was preempted where Slurm puts such allocations back into its queue: leaving early must not cost it that. */
	readonly requeue: boolean;
	readonly log: (message: string) => void;
}

export async function leaveAllocation(client: Client, leaving: Leaving): Promise<void> {
	const { workflowId, record } = leaving;
	if (record !== null) await setRecordStatus(client, record, "complete");
	const { jobs_by_status: jobs } = await client.getWorkflowStatus({ params: { id: workflowId } });
	// A failure that waits to be judged may have to run again.
	const runnable = jobs.ready + jobs.pending + jobs.running + jobs.pending_failed;
	const others = (await liveRecords(client, workflowId)).filter((each) => each.id !== record?.id);
	if (runnable === 0) await cancelSurplus(client, leaving, others);
	else if (leaving.requeue && record !== null) await requeue(client, record, leaving.log);
	else await extendChain(client, leaving, others);
}

/** The same allocation, again in the queue: its jobs have saved, the nodes are free for whoever preempted it. */
async function requeue(client: Client, record: ScheduledComputeNodesModel, log: Leaving["log"]): Promise<void> {
	const slurmJobId = String(record.scheduler_id);
	await setRecordStatus(client, record, "pending");
	const problem = await requeueAllocation(slurmJobId);
	if (problem === null) log(`preempted: the allocation ${slurmJobId} waits in Slurm's queue again`);
	else log(`preempted, and Slurm does not take the allocation back into its queue: ${problem}`);
}

/** Any doubt about Slurm: nothing is touched. */
async function cancelSurplus(
	client: Client,
	{ workflowId, log }: Leaving,
	others: readonly ScheduledComputeNodesModel[],
): Promise<void> {
	const pending = others.filter((each) => each.status === "pending");
	if (pending.length === 0) return;
	const queue = await readQueue(pending.map((each) => String(each.scheduler_id)));
	if (queue === null) return log("Slurm does not answer: queued allocations are left as they are");
	const canceled: string[] = [];
	for (const each of pending) {
		const slurmJobId = String(each.scheduler_id);
		if (queue.get(slurmJobId)?.state !== "queued") continue;
		const problem = await cancelAllocation(slurmJobId);
		if (problem !== null) {
			log(`the queued allocation ${slurmJobId} cannot be canceled: ${problem}`);
			continue;
		}
		await setRecordStatus(client, each, "canceled");
		canceled.push(slurmJobId);
	}
	if (canceled.length === 0) return;
	log(`nothing is left to run: canceled the queued allocations ${canceled.join(", ")}`);
	const facts = { num_canceled: canceled.length, slurm_job_ids: canceled };
	const data = { category: "scheduler", action: "cancel_unneeded_pending_allocations", ...facts };
	await client.createEvent({ body: { workflow_id: workflowId, timestamp: 0, data } });
}

/** A serialized scheduler whose last link ends while stopped jobs go on gets another one. */
async function extendChain(
	client: Client,
	leaving: Leaving,
	others: readonly ScheduledComputeNodesModel[],
): Promise<void> {
	const { workflowId, record, settings, oneWorkerPerNode, log } = leaving;
	if (record === null || others.some((each) => each.scheduler_config_id === record.scheduler_config_id)) return;
	const params = { id: record.scheduler_config_id };
	const scheduler = await client.getSlurmScheduler({ params }).catch(() => null);
	if (!scheduler?.serialize_allocations || !(await someJobContinues(client, workflowId))) return;
	const workflow = await client.getWorkflow({ params: { id: workflowId } });
	const wanted = { workflow, scheduler, count: 1, oneWorkerPerNode, maxParallelJobs: null, actionId: null };
	const { slurmJobIds, refusal } = await submitAllocations(client, settings, wanted);
	if (refusal === null) log(`stopped jobs go on: submitted the next allocation ${slurmJobIds.join(", ")}`);
	else log(`stopped jobs wait for an allocation, and Slurm refused one: ${refusal}`);
}

async function someJobContinues(client: Client, workflow_id: number): Promise<boolean> {
	const furthest = { sort_by: "attempt_id", reverse_sort: true, limit: 1 };
	const { items } = await client.listJobs({ query: { workflow_id, status: "ready", ...furthest } });
	return (items[0]?.attempt_id ?? 1) > 1;
}
