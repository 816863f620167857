// Dependencies through data: a job that reads a file or user data waits for every job that writes it (1-spec §6).
// One set per distinct input list (the union of its writers), shared by all jobs that read that list.
import type { Database } from "../../sqlite/database.ts";
import { internSet, waitFor } from "./dependency-sets.ts";

const SOURCES = [
	{ member: "input_file_member", item: "file_id", output: "job_output_file", column: "input_file_list_id" },
	{
		member: "input_user_data_member",
		item: "user_data_id",
		output: "job_output_user_data",
		column: "input_user_data_list_id",
	},
] as const;

/** Makes the implicit sets afresh. A job that reads and writes the same record does not wait for itself. */
export function rebuildImplicitSets(db: Database, workflowId: number): void {
	db.run("DELETE FROM dependency_set WHERE workflow_id = ? AND kind = 'implicit'", workflowId);
	for (const source of SOURCES) {
		const writers = db.iterate<{ list_id: number; job_id: number }>(
			`SELECT DISTINCT m.list_id, o.job_id
				FROM input_list l JOIN ${source.member} m ON m.list_id = l.id JOIN ${source.output} o ON o.${source.item} = m.${source.item}
				WHERE l.workflow_id = ? ORDER BY m.list_id, o.job_id`,
			workflowId,
		);
		const members = new Map<number, number[]>();
		for (const { list_id, job_id } of writers) {
			const list = members.get(list_id);
			if (list) list.push(job_id);
			else members.set(list_id, [job_id]);
		}
		for (const [listId, jobIds] of members) letReadersWait(db, workflowId, { column: source.column, listId }, jobIds);
	}
}

/** `column` of a job that names the list it reads. */
function letReadersWait(
	db: Database,
	workflowId: number,
	{ column, listId }: { readonly column: string; readonly listId: number },
	writers: readonly number[],
): void {
	const self = new Set(writers);
	let shared: number | null = null;
	for (const { id } of db.all<{ id: number }>(`SELECT id FROM job WHERE ${column} = ?`, listId)) {
		if (self.has(id)) {
			const others = writers.filter((writer) => writer !== id);
			if (others.length > 0) waitFor(db, id, internSet(db, workflowId, "implicit", others));
			continue;
		}
		shared ??= internSet(db, workflowId, "implicit", writers);
		waitFor(db, id, shared);
	}
}
