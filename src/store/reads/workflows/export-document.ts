// A workflow as one JSON document (3-rest-api §8), in pieces: a workflow of any size passes through a few hundred
// records at a time. Ids are those of this server; reading the document gives new ones.
import type { Database } from "../../../sqlite/database.ts";
import { attachRelations, explicitBlockers, explicitSets } from "../jobs/job-relations.ts";
import { jobsAfter } from "../jobs/jobs.ts";
import { type RecordTable, recordsAfter } from "../records/record-table.ts";
import {
	COMPUTE_NODES,
	EVENTS,
	FAILURE_HANDLERS,
	FILES,
	LOCAL_SCHEDULERS,
	RESOURCE_REQUIREMENTS,
	RESULTS,
	RO_CRATE_ENTITIES,
	SLURM_SCHEDULERS,
	USER_DATA,
	WORKFLOW_ACTIONS,
} from "../records/record-tables.ts";
import { getWorkflow } from "./workflows.ts";

export const EXPORT_VERSION = "1.0";

export interface ExportOptions {
	/** Results of all runs, and the compute nodes they name. */
	readonly includeResults: boolean;
	readonly includeEvents: boolean;
	readonly exportedAt: Date;
}

const CHUNK = 500;

/** Error: 404, before the first piece. */
export function* exportDocument(db: Database, workflowId: number, options: ExportOptions): Generator<string> {
	const workflow = getWorkflow(db, workflowId);
	const head = { export_version: EXPORT_VERSION, exported_at: options.exportedAt.toISOString() };
	yield `${JSON.stringify({ ...head, workflow: withoutNulls(workflow) }).slice(0, -1)}`;
	const plain = (key: string, table: RecordTable): Generator<string> =>
		list(key, (after) => recordsAfter(db, table, workflowId, { after, limit: CHUNK }));
	yield* plain("files", FILES);
	yield* plain("user_data", USER_DATA);
	yield* plain("resource_requirements", RESOURCE_REQUIREMENTS);
	yield* plain("slurm_schedulers", SLURM_SCHEDULERS);
	yield* plain("local_schedulers", LOCAL_SCHEDULERS);
	yield* plain("failure_handlers", FAILURE_HANDLERS);
	yield* plain("ro_crate_entities", RO_CRATE_ENTITIES);
	const shares = countPairs(db, workflowId) > MOST_PAIRS;
	if (shares) yield* list("dependency_sets", (after) => setsAfter(db, workflowId, after));
	yield* list("jobs", (after) => jobsWithRelations(db, workflowId, after, shares));
	yield* plain("workflow_actions", WORKFLOW_ACTIONS);
	if (options.includeResults) {
		yield* plain("compute_nodes", COMPUTE_NODES);
		yield* plain("results", RESULTS);
	}
	if (options.includeEvents) yield* plain("events", EVENTS);
	yield "}\n";
}

type Identified = Record<string, unknown> & { readonly id: number };

function* list(key: string, next: (after: number) => readonly Identified[]): Generator<string> {
	yield `,"${key}":[`;
	let after = 0;
	for (;;) {
		const records = next(after);
		const last = records.at(-1);
		if (last === undefined) break;
		const text = records.map((record) => JSON.stringify(withoutNulls(record))).join(",\n");
		yield after === 0 ? text : `,\n${text}`;
		after = last.id;
	}
	yield "]";
}

function jobsWithRelations(db: Database, workflowId: number, after: number, sharesSets: boolean): Identified[] {
	const jobs = jobsAfter(db, workflowId, after, CHUNK);
	const ids = jobs.map((job) => job.id);
	const setsOf = sharesSets ? explicitSets(db, ids) : null;
	const blockersOf = sharesSets ? () => [] : explicitBlockers(db, ids);
	const relations = ["input_file_ids", "output_file_ids", "input_user_data_ids", "output_user_data_ids"] as const;
	return attachRelations(db, jobs, relations).map((job) => {
		const blockers = blockersOf(job.id);
		const sets = setsOf?.get(job.id);
		return {
			...job,
			...(blockers.length > 0 && { depends_on_job_ids: blockers }),
			...(sets && { depends_on_set_ids: sets }),
		};
	});
}

/** Pairs of jobs that are still written out beside each job, as every reader of such documents understands them. */
const MOST_PAIRS = 1_000_000;

function countPairs(db: Database, workflowId: number): number {
	const sql = `SELECT sum((SELECT count(*) FROM dependency_member m WHERE m.set_id = s.id)
			* (SELECT count(*) FROM dependency_wait w WHERE w.set_id = s.id)) AS pairs
		FROM dependency_set s WHERE s.workflow_id = ? AND s.kind = 'explicit'`;
	return db.get<{ pairs: number | null }>(sql, workflowId)?.pairs ?? 0;
}

/** Few at a time: each may be long. */
function setsAfter(db: Database, workflowId: number, after: number): Identified[] {
	const sets = db.all<{ id: number }>(
		"SELECT id FROM dependency_set WHERE workflow_id = ? AND kind = 'explicit' AND id > ? ORDER BY id LIMIT 50",
		workflowId,
		after,
	);
	return sets.map(({ id }) => {
		const sql = "SELECT job_id FROM dependency_member WHERE set_id = ? ORDER BY job_id";
		return { id, job_ids: db.all<{ job_id: number }>(sql, id).map((row) => row.job_id) };
	});
}

/** Absent and null are the same in every record; values of user data and metadata are left as they are. */
const withoutNulls = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(record).filter(([name, value]) => value !== null && !NOT_EXPORTED.has(name)));

/** What follows from other fields. */
const NOT_EXPORTED: ReadonlySet<string> = new Set(["job_name"]);
