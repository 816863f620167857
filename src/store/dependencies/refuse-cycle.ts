// Refuses jobs that wait for each other in a circle (1-spec §4): specifications are checked where they are read, but what
// jobs read and write can be changed afterwards, and other programs make jobs too.
import { invalid } from "../../core/errors.ts";
import { findCycle, type SetGraph } from "../../graph/set-graph.ts";
import type { Database } from "../../sqlite/database.ts";

/** Error: 422 that spells the circle out. */
export function refuseCycle(db: Database, workflowId: number): void {
	const { graph, jobIds } = readGraph(db, workflowId);
	const cycle = findCycle(graph);
	if (cycle === null) return;
	const names = [...cycle, cycle[0] as number].map((job) => nameOf(db, jobIds[job] as number));
	throw invalid(`Circular dependency: ${names.join(" waits for ")}`, {
		hint: "None of these jobs could ever start. Change what one of them waits for, or reads.",
	});
}

interface NumberedGraph {
	readonly graph: SetGraph;
	/** Job of the graph → its id. */
	readonly jobIds: readonly number[];
}

function readGraph(db: Database, workflowId: number): NumberedGraph {
	const jobs = new Numbering();
	const sets = new Numbering();
	const members: number[][] = [];
	for (const { set_id, job_id } of db.iterate<Pair>(MEMBERS, workflowId))
		add(members, sets.of(set_id), jobs.of(job_id));
	const waits: number[][] = [];
	for (const { set_id, job_id } of db.iterate<Pair>(WAITS, workflowId)) add(waits, jobs.of(job_id), sets.of(set_id));
	for (let set = 0; set < sets.ids.length; set++) members[set] ??= [];
	return { graph: { jobCount: jobs.ids.length, sets: members, waits }, jobIds: jobs.ids };
}

interface Pair {
	readonly set_id: number;
	readonly job_id: number;
}
const MEMBERS = `SELECT m.set_id, m.job_id FROM dependency_set s JOIN dependency_member m ON m.set_id = s.id
	WHERE s.workflow_id = ?`;
const WAITS = `SELECT w.set_id, w.job_id FROM dependency_set s JOIN dependency_wait w ON w.set_id = s.id
	WHERE s.workflow_id = ?`;

/** Ids as places from 0 on, in the order in which they come. */
class Numbering {
	readonly ids: number[] = [];
	private readonly places = new Map<number, number>();

	of(id: number): number {
		const known = this.places.get(id);
		if (known !== undefined) return known;
		this.places.set(id, this.ids.length);
		return this.ids.push(id) - 1;
	}
}

function add(lists: number[][], index: number, value: number): void {
	const list = lists[index];
	if (list) list.push(value);
	else lists[index] = [value];
}

const nameOf = (db: Database, id: number): string =>
	`'${db.get<{ name: string }>("SELECT name FROM job WHERE id = ?", id)?.name ?? id}'`;
