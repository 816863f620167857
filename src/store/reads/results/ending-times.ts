// How long jobs took to end after they were asked to, and which of them come near the time they are given. Read by index
// from the latest endings only: a status must not get slower with the length of a workflow's history, and a job that
// saves faster or slower than it once did is soon seen as it is.
import { p95 } from "../../../core/percentile.ts";
import type { Database } from "../../../sqlite/database.ts";

export interface EndingTimes {
	readonly count: number;
	readonly p95_seconds: number;
	/** What the last of them was given; null where its runner did not tell. */
	readonly lead_seconds: number | null;
	readonly jobs_near_lead: readonly JobNearLead[];
}

export interface JobNearLead {
	readonly job_id: number;
	readonly job_name: string;
	readonly p95_seconds: number;
	readonly lead_seconds: number;
}

/** Endings looked at. */
const LATEST = 200;
/** Part of the lead from which on it is warned. */
const NEAR = 0.8;
const MOST_JOBS = 20;

/** Null as long as no job was asked to end. */
export function readEndingTimes(db: Database, workflowId: number): EndingTimes | null {
	const endings = db.all<Ending>(ENDINGS, workflowId, LATEST);
	const p95_seconds = p95(endings.map((ending) => ending.seconds));
	if (p95_seconds === null) return null;
	const lead_seconds = endings[0]?.lead ?? null;
	return { count: endings.length, p95_seconds, lead_seconds, jobs_near_lead: nearLead(db, endings) };
}

interface Ending {
	readonly job_id: number;
	readonly seconds: number;
	readonly lead: number | null;
}

const ENDINGS = `SELECT job_id, signal_to_exit_seconds AS seconds, signal_lead_seconds AS lead FROM result
	WHERE workflow_id = ? AND signal_to_exit_seconds IS NOT NULL ORDER BY id DESC LIMIT ?`;

/** The tightest first. */
function nearLead(db: Database, endings: readonly Ending[]): JobNearLead[] {
	const near: Omit<JobNearLead, "job_name">[] = [];
	for (const [job_id, own] of Map.groupBy(endings, (ending) => ending.job_id)) {
		const p95_seconds = p95(own.map((ending) => ending.seconds)) ?? 0;
		const lead_seconds = own[0]?.lead ?? null;
		if (lead_seconds !== null && p95_seconds >= NEAR * lead_seconds) near.push({ job_id, p95_seconds, lead_seconds });
	}
	near.sort((a, b) => b.p95_seconds / b.lead_seconds - a.p95_seconds / a.lead_seconds);
	return near.slice(0, MOST_JOBS).map((job) => ({ ...job, job_name: nameOf(db, job.job_id) }));
}

const nameOf = (db: Database, jobId: number): string =>
	db.get<{ name: string }>("SELECT name FROM job WHERE id = ?", jobId)?.name ?? "";
