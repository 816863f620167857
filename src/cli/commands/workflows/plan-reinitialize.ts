// What `workflows reinit` would make run again, and why: the full closure.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { collect } from "../../lists/collect.ts";
import { downstreamJobs } from "../jobs/downstream-jobs.ts";
import { findOutdated } from "./outdated-jobs.ts";

export interface PlannedJob {
	readonly job_id: number;
	readonly name: string;
	readonly status: string;
	readonly reasons: readonly string[];
}

/** In order of id; changes nothing. */
export async function planReinitialize(client: Client, workflowId: number, cwd: string): Promise<PlannedJob[]> {
	const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId } });
	const outdated = await findOutdated(client, workflowId, cwd);
	const reasons = new Map<number, string[]>();
	const add = (job: JobModel, reason: string): void => {
		const id = job.id as number;
		reasons.set(id, [...(reasons.get(id) ?? []), reason]);
	};
	const byHash = new Set(outdated.byHash);
	const files = new Map(outdated.byFiles.map(({ job, reasons: why }) => [job.id, why]));
	for (const job of jobs) {
		for (const reason of files.get(job.id) ?? []) add(job, reason);
		if (byHash.has(job.name)) add(job, "its command, user data or another part of its definition changed");
		const unfinished = UNFINISHED[job.status ?? "uninitialized"];
		if (unfinished !== undefined) add(job, unfinished);
	}
	// What waits for terminated work is blocked anyway; what waits for the others runs again with them.
	const seeds = jobs.filter((job) => reasons.has(job.id as number) && !STAYS_INITIALIZED.has(job.status ?? ""));
	for (const job of await downstreamJobs(client, workflowId, seeds)) {
		if (job.status !== "disabled" && !reasons.has(job.id as number)) add(job, "a job it depends on runs again");
	}
	return jobs
		.filter((job) => reasons.has(job.id as number))
		.map((job) => ({
			job_id: job.id as number,
			name: job.name,
			status: job.status ?? "uninitialized",
			reasons: reasons.get(job.id as number) ?? [],
		}));
}

const UNFINISHED: Readonly<Partial<Record<JobStatus, string>>> = {
	uninitialized: "it has not been initialized",
	canceled: "it was canceled and never ran to its end",
	terminated: "it was stopped before its end",
	pending_failed: "its failure has not been classified",
};

const STAYS_INITIALIZED: ReadonlySet<string> = new Set(["terminated", "pending_failed"]);
