// Follows what a job waits for down to the job that holds up all others.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { collect } from "../../lists/collect.ts";

/** More jobs than this are read as a list. */
const SINGLE_READS = 64;

/** Of several open blockers the one that needs a person comes first, then those farthest from their end. */
const WAITING: readonly JobStatus[] = [
	"pending_failed",
	"disabled",
	"terminated",
	"uninitialized",
	"blocked",
	"ready",
	"pending",
	"running",
];
const BAD: readonly JobStatus[] = ["failed", "canceled"];

export interface BlockingChain {
	/** From the direct blocker on; the last one waits for nobody. */
	readonly jobs: readonly JobModel[];
	readonly openBlockers: number;
}

/** Empty for jobs that are neither blocked nor canceled. */
export async function followBlockers(client: Client, job: JobModel): Promise<BlockingChain> {
	const lookUp = jobReader(client, job.workflow_id);
	const relevant = job.status === "canceled" ? BAD : WAITING;
	const goesOn: JobStatus = job.status === "canceled" ? "canceled" : "blocked";
	const jobs: JobModel[] = [];
	const seen = new Set([job.id]);
	let openBlockers = 0;
	let current = job;
	while (current.status === goesOn) {
		const blockers = await lookUp(current.depends_on_job_ids ?? []);
		const open = blockers.filter(({ id, status }) => status != null && relevant.includes(status) && !seen.has(id));
		if (jobs.length === 0) openBlockers = open.length;
		const [worst] = open.sort((a, b) => rank(relevant, a) - rank(relevant, b) || Number(a.id) - Number(b.id));
		if (worst === undefined) break;
		current = await client.getJob({ params: { id: worst.id as number } });
		seen.add(current.id);
		jobs.push(current);
	}
	return { jobs, openBlockers };
}

const rank = (order: readonly JobStatus[], job: JobModel): number => order.indexOf(job.status as JobStatus);

/** Few jobs are read one by one; many through the list of all, which is then kept. */
function jobReader(client: Client, workflowId: number): (ids: readonly number[]) => Promise<JobModel[]> {
	let all: Map<number, JobModel> | null = null;
	return async (ids) => {
		if (all === null && ids.length <= SINGLE_READS) {
			return Promise.all(ids.map((id) => client.getJob({ params: { id } })));
		}
		if (all === null) {
			const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId } });
			all = new Map(jobs.map((job) => [job.id as number, job]));
		}
		const known = all;
		return ids.map((id) => known.get(id)).filter((job) => job !== undefined);
	};
}
