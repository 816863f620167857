// Which job waits for which: pairs unfolded from the dependency sets, a page at a time.
import type { Database } from "../../../sqlite/database.ts";
import type { Page, PageQuery } from "../paging/page.ts";
import { readPairPage } from "../paging/pair-page.ts";
import { groupBy, shareMembers } from "../paging/shared-members.ts";
import { getWorkflowState } from "../workflows/workflow-state.ts";
import { readJobNames } from "./job-names.ts";

export interface JobDependency {
	readonly job_id: number;
	readonly job_name: string;
	readonly depends_on_job_id: number;
	readonly depends_on_job_name: string;
	readonly workflow_id: number;
}

/** Sorted by either side's id or name. Cost: O(jobs + members of sets), however many pairs they make. Error: 404. */
export function listJobDependencies(db: Database, workflowId: number, query: PageQuery): Page<JobDependency> {
	getWorkflowState(db, workflowId);
	const sort = SORTS[query.sort_by ?? "job_id"];
	const { by, side } = sort ?? { by: "id", side: "waiter" };
	const waits = readLinks(db, "dependency_wait", workflowId);
	const members = readLinks(db, "dependency_member", workflowId);
	const [own, other] = side === "waiter" ? [waits, members] : [members, waits];
	const setsOfJob = groupBy(own, byJob, bySet);
	const jobsOfSet = groupBy(other, bySet, byJob);
	const partnersOf = shareMembers(setsOfJob, jobsOfSet);
	const page = readPairPage<number, { left: number; right: number }>(
		{
			left: inOrder(db, [...setsOfJob.keys()], by),
			countOf: (left) => partnersOf(left).length,
			pairsOf: (left) => partnersOf(left).map((right) => ({ left, right })),
			sortKnown: sort !== undefined || !query.sort_by,
		},
		query,
	);
	const names = readJobNames(
		db,
		page.items.flatMap(({ left, right }) => [left, right]),
	);
	const items = page.items.map(({ left, right }): JobDependency => {
		const [job, blocker] = side === "waiter" ? [left, right] : [right, left];
		return {
			job_id: job,
			job_name: names.get(job) ?? "",
			depends_on_job_id: blocker,
			depends_on_job_name: names.get(blocker) ?? "",
			workflow_id: workflowId,
		};
	});
	return { ...page, items };
}

type Side = "waiter" | "blocker";
const SORTS: Readonly<Record<string, { readonly by: "id" | "name"; readonly side: Side }>> = {
	id: { by: "id", side: "waiter" },
	job_id: { by: "id", side: "waiter" },
	job_name: { by: "name", side: "waiter" },
	depends_on_job_id: { by: "id", side: "blocker" },
	depends_on_job_name: { by: "name", side: "blocker" },
};

interface Link {
	readonly set_id: number;
	readonly job_id: number;
}
const byJob = (link: Link): number => link.job_id;
const bySet = (link: Link): number => link.set_id;

function readLinks(db: Database, table: "dependency_wait" | "dependency_member", workflowId: number): Link[] {
	const sql = `SELECT l.set_id, l.job_id FROM dependency_set s CROSS JOIN ${table} l ON l.set_id = s.id
		WHERE s.workflow_id = ? ORDER BY l.set_id, l.job_id`;
	return db.all<Link>(sql, workflowId);
}

function inOrder(db: Database, jobs: number[], by: "id" | "name"): number[] {
	jobs.sort((a, b) => a - b);
	if (by === "id") return jobs;
	const names = readJobNames(db, jobs);
	const nameOf = (job: number): string => names.get(job) ?? "";
	return jobs.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : a - b));
}
