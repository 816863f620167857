// Ends the allocations of a canceled workflow: queued ones at once, running ones after their jobs could save.
import type { Client } from "../../client/connect.ts";
import type { ScheduledComputeNodesModel } from "../../contract/models/compute-node.ts";
import { readQueue } from "../programs/queue.ts";
import { cancelAllocation, warnBatchProcess } from "../programs/scancel.ts";
import { warningSeconds } from "../script/warning-signal.ts";
import { liveRecords, setRecordStatus } from "./recorded-allocations.ts";

export interface CancelOptions {
	/** Running allocations are ended without a warning. */
	readonly now: boolean;
	/** Seconds the jobs have to save where Slurm was not asked for an earlier warning. */
	readonly leadSeconds: number;
	readonly say: (line: string) => void;
}

export interface CanceledAllocations {
	readonly slurmJobIds: readonly string[];
	readonly errors: readonly string[];
}

/** After the lead the runner reports and leaves; an allocation that is still there then is ended by force. */
const LEAVING_SECONDS = 15;
const LOOK_MS = 1_000;

/** The workflow is marked as canceled before: the runner takes Slurm's signal for what it is. */
export async function cancelAllocations(
	client: Client,
	workflowId: number,
	options: CancelOptions,
): Promise<CanceledAllocations> {
	const records = await liveRecords(client, workflowId);
	if (records.length === 0) return { slurmJobIds: [], errors: [] };
	const queue = await readQueue(records.map((record) => String(record.scheduler_id)));
	if (queue === null) return { slurmJobIds: [], errors: ["Slurm does not answer: no allocation was canceled"] };
	const errors: string[] = [];
	const canceled: string[] = [];
	const warned: ScheduledComputeNodesModel[] = [];
	for (const record of records) {
		const slurmJobId = String(record.scheduler_id);
		const state = queue.get(slurmJobId)?.state ?? "gone";
		const running = state === "running" && !options.now;
		const problem =
			state === "gone" ? null : running ? await warnBatchProcess(slurmJobId) : await cancelAllocation(slurmJobId);
		if (problem !== null) {
			errors.push(`${slurmJobId}: ${problem}`);
			continue;
		}
		if (state !== "gone") canceled.push(slurmJobId);
		if (running) warned.push(record);
		else await setRecordStatus(client, record, "canceled");
	}
	const leadSeconds = Math.max(options.leadSeconds, await longestWarning(client, workflowId, warned));
	errors.push(...(await seeThemOut(warned, { ...options, leadSeconds })));
	for (const record of warned) await setRecordStatus(client, record, "canceled");
	return { slurmJobIds: canceled, errors };
}

/** Seconds; the runner gives its jobs no less (4-runner §8, lead). */
async function longestWarning(
	client: Client,
	workflowId: number,
	records: readonly ScheduledComputeNodesModel[],
): Promise<number> {
	if (records.length === 0) return 0;
	const { slurm_defaults } = await client.getWorkflow({ params: { id: workflowId } });
	const defaults = (slurm_defaults ?? null) as Readonly<Record<string, unknown>> | null;
	let longest = 0;
	for (const id of new Set(records.map((record) => record.scheduler_config_id))) {
		const scheduler = await client.getSlurmScheduler({ params: { id } }).catch(() => null);
		longest = Math.max(longest, warningSeconds(scheduler?.extra, defaults) ?? 0);
	}
	return longest;
}

/** Waits for the warned allocations to end by themselves; what is left after the lead is ended. */
async function seeThemOut(warned: readonly ScheduledComputeNodesModel[], options: CancelOptions): Promise<string[]> {
	if (warned.length === 0) return [];
	const errors: string[] = [];
	const until = performance.now() + (options.leadSeconds + LEAVING_SECONDS) * 1000;
	let left = warned.map((record) => String(record.scheduler_id));
	options.say(`Jobs in ${left.length} running allocation(s) have ${options.leadSeconds} s to save`);
	while (left.length > 0 && performance.now() < until) {
		await new Promise((done) => setTimeout(done, LOOK_MS));
		const queue = await readQueue(left);
		if (queue !== null) left = left.filter((id) => queue.get(id)?.state === "running");
	}
	for (const id of left) {
		const problem = await cancelAllocation(id);
		if (problem !== null) errors.push(`${id}: ${problem}`);
	}
	return errors;
}
