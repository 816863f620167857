// The id lists of jobs: what they wait for, read and write. A few queries for a whole page of jobs; jobs that share a
// dependency set or an input list share its ids, so that 1000 jobs which wait for 1000 cost 2000 rows.
import type { Database } from "../../../sqlite/database.ts";
import { groupBy, shareMembers } from "../paging/shared-members.ts";
import type { JobRecord } from "./jobs.ts";

/** From the ids of jobs to (job, set), and from the ids of sets to (set, member); or from jobs to members at once. */
const SOURCES = {
	depends_on_job_ids: {
		sets: "SELECT e.value AS a, w.set_id AS b FROM json_each(?) e CROSS JOIN dependency_wait w ON w.job_id = e.value ORDER BY 1, 2",
		members:
			"SELECT e.value AS a, m.job_id AS b FROM json_each(?) e CROSS JOIN dependency_member m ON m.set_id = e.value ORDER BY 1, 2",
	},
	input_file_ids: {
		sets: `SELECT e.value AS a, j.input_file_list_id AS b FROM json_each(?) e CROSS JOIN job j ON j.id = e.value
			WHERE j.input_file_list_id IS NOT NULL`,
		members:
			"SELECT e.value AS a, m.file_id AS b FROM json_each(?) e CROSS JOIN input_file_member m ON m.list_id = e.value ORDER BY 1, 2",
	},
	input_user_data_ids: {
		sets: `SELECT e.value AS a, j.input_user_data_list_id AS b FROM json_each(?) e CROSS JOIN job j ON j.id = e.value
			WHERE j.input_user_data_list_id IS NOT NULL`,
		members: `SELECT e.value AS a, m.user_data_id AS b FROM json_each(?) e
			CROSS JOIN input_user_data_member m ON m.list_id = e.value ORDER BY 1, 2`,
	},
	output_file_ids: {
		members:
			"SELECT e.value AS a, o.file_id AS b FROM json_each(?) e CROSS JOIN job_output_file o ON o.job_id = e.value ORDER BY 1, 2",
	},
	output_user_data_ids: {
		members: `SELECT e.value AS a, o.user_data_id AS b FROM json_each(?) e
			CROSS JOIN job_output_user_data o ON o.job_id = e.value ORDER BY 1, 2`,
	},
} as const satisfies Record<string, { readonly sets?: string; readonly members: string }>;

export type Relation = keyof typeof SOURCES;
const ALL: readonly Relation[] = Object.keys(SOURCES) as Relation[];

/** Copies of the jobs with their id lists, ascending; a job without entries has none (the field is null). */
export function attachRelations(
	db: Database,
	jobs: readonly JobRecord[],
	relations: readonly Relation[] = ALL,
): JobRecord[] {
	if (jobs.length === 0) return [];
	const ids = jobs.map((job) => job.id);
	const lists = relations.map((relation) => ({ relation, idsOf: finder(db, SOURCES[relation], ids) }));
	return jobs.map((job) => {
		const full: JobRecord = { ...job };
		for (const { relation, idsOf } of lists) {
			const found = idsOf(job.id);
			full[relation] = found.length > 0 ? found : null;
		}
		return full;
	});
}

/** What each job waits for by declaration: not for data, whose dependencies follow from its inputs. */
export function explicitBlockers(db: Database, jobIds: readonly number[]): (job: number) => readonly number[] {
	return finder(db, EXPLICIT, jobIds);
}

/** The sets behind them. */
export function explicitSets(db: Database, jobIds: readonly number[]): ReadonlyMap<number, readonly number[]> {
	return readLinks(db, EXPLICIT.sets, jobIds);
}

const EXPLICIT = {
	sets: `SELECT e.value AS a, w.set_id AS b FROM json_each(?) e CROSS JOIN dependency_wait w ON w.job_id = e.value
		CROSS JOIN dependency_set s ON s.id = w.set_id WHERE s.kind = 'explicit' ORDER BY 1, 2`,
	members: SOURCES.depends_on_job_ids.members,
};

function finder(
	db: Database,
	source: { readonly sets?: string; readonly members: string },
	jobIds: readonly number[],
): (job: number) => readonly number[] {
	if (source.sets === undefined) {
		const members = readLinks(db, source.members, jobIds);
		return (job) => members.get(job) ?? [];
	}
	const setsOfJob = readLinks(db, source.sets, jobIds);
	const sets = new Set([...setsOfJob.values()].flat());
	return shareMembers(setsOfJob, readLinks(db, source.members, [...sets]));
}

function readLinks(db: Database, sql: string, ids: readonly number[]): Map<number, number[]> {
	if (ids.length === 0) return new Map();
	const rows = db.all<{ a: number; b: number }>(sql, JSON.stringify(ids));
	return groupBy(
		rows,
		(row) => row.a,
		(row) => row.b,
	);
}
