// All jobs that wait, directly or through others, for given ones.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import { collect } from "../../lists/collect.ts";

/** Without the given jobs, in order of id. Follows dependencies level by level through the server's records. */
export async function downstreamJobs(
	client: Client,
	workflowId: number,
	jobs: readonly JobModel[],
): Promise<JobModel[]> {
	const all = await collect(client.listJobs, { query: { workflow_id: workflowId, include_relationships: true } });
	const waiters = waitersByJob(all);
	const seen = new Set(jobs.map((job) => job.id as number));
	const found = new Set<number>();
	const open = [...seen];
	for (let id = open.pop(); id !== undefined; id = open.pop()) {
		for (const waiter of waiters.get(id) ?? []) {
			if (seen.has(waiter)) continue;
			seen.add(waiter);
			found.add(waiter);
			open.push(waiter);
		}
	}
	return all.filter((job) => found.has(job.id as number));
}

/** Job → those that wait for it, by dependencies, files and user data. */
function waitersByJob(jobs: readonly JobModel[]): Map<number, Set<number>> {
	const waiters = new Map<number, Set<number>>();
	const add = (blocker: number, waiter: number): void => {
		const set = waiters.get(blocker);
		if (set) set.add(waiter);
		else waiters.set(blocker, new Set([waiter]));
	};
	const writers = new Map<string, number[]>();
	for (const job of jobs) {
		for (const key of recordKeys(job.output_file_ids, job.output_user_data_ids)) {
			writers.set(key, [...(writers.get(key) ?? []), job.id as number]);
		}
	}
	for (const job of jobs) {
		const id = job.id as number;
		for (const blocker of job.depends_on_job_ids ?? []) add(blocker, id);
		for (const key of recordKeys(job.input_file_ids, job.input_user_data_ids)) {
			for (const writer of writers.get(key) ?? []) if (writer !== id) add(writer, id);
		}
	}
	return waiters;
}

const recordKeys = (
	files: readonly number[] | null | undefined,
	data: readonly number[] | null | undefined,
): string[] => [...(files ?? []).map((id) => `file ${id}`), ...(data ?? []).map((id) => `data ${id}`)];
