// Which jobs of a workflow must run again because something they depend on changed (2-states §4.3).
import type { Client } from "../../../client/call.ts";
import type { FileModel } from "../../../contract/models/file.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { collect } from "../../lists/collect.ts";
import { changedFiles, modificationTime } from "./file-times.ts";

export interface OutdatedJob {
	readonly job: JobModel;
	readonly reasons: readonly string[];
}

export interface Outdated {
	readonly changedFiles: readonly { readonly file: FileModel; readonly now: number | null }[];
	/** An input file changed, or an output file is missing. */
	readonly byFiles: readonly OutdatedJob[];
	/** Names of jobs whose definition or user data changed. */
	readonly byHash: readonly string[];
}

/** Changes nothing. Jobs that have not ended are left out: they run anyway. */
export async function findOutdated(client: Client, workflowId: number, cwd: string): Promise<Outdated> {
	const files = await collect(client.listFiles, { query: { workflow_id: workflowId } });
	const { reinitialized_jobs: byHash } = await client.processChangedJobInputs({
		params: { id: workflowId },
		query: { dry_run: true },
	});
	if (files.length === 0) return { changedFiles: [], byFiles: [], byHash };
	const changes = changedFiles(files, cwd);
	const jobs = await collect(client.listJobs, { query: { workflow_id: workflowId, include_relationships: true } });
	return { changedFiles: changes, byFiles: outdatedByFiles(jobs, files, changes, cwd), byHash };
}

const READS_AGAIN: ReadonlySet<JobStatus> = new Set(["completed", "failed", "canceled"]);

function outdatedByFiles(
	jobs: readonly JobModel[],
	files: readonly FileModel[],
	changes: Outdated["changedFiles"],
	cwd: string,
): OutdatedJob[] {
	const changed = new Map(changes.map(({ file }) => [file.id as number, file.path]));
	const missing = new Map<number, string>();
	for (const file of files) {
		if (modificationTime(file.path, cwd) === null) missing.set(file.id as number, file.path);
	}
	const outdated: OutdatedJob[] = [];
	for (const job of jobs) {
		if (!job.status || !READS_AGAIN.has(job.status)) continue;
		const inputs = (job.input_file_ids ?? []).flatMap((id) => changed.get(id) ?? []);
		const outputs =
			job.status === "completed" ? (job.output_file_ids ?? []).flatMap((id) => missing.get(id) ?? []) : [];
		const reasons = [
			...inputs.map((path) => `input file changed: ${path}`),
			...outputs.map((path) => `output file is missing: ${path}`),
		];
		if (reasons.length > 0) outdated.push({ job, reasons });
	}
	return outdated;
}
