// Journals of existing Torc's runners (4-runner §11): SQLite files with one completion per job that no server has taken.
import { z } from "zod";
import type { Client } from "../../client/connect.ts";
import { resultModel } from "../../contract/models/result.ts";
import { openDatabase } from "../../sqlite/database.ts";
import type { Delivery } from "./deliver-journal.ts";

/** The payload is the completion, or its result alone. */
const payload = z.union([z.object({ result: resultModel }).transform(({ result }) => result), resultModel]);

/** Whether a file's name says that it is such a journal of the run. */
export const isOfflineJournal = (name: string, workflowId: number, runId: number): boolean =>
	name.startsWith(`offline_results_wf${workflowId}_r${runId}_`) && name.endsWith(".db");

/** As many as upstream sends at once. */
const BATCH = 500;

/** The file is only read. What the server has already counts as rejected. Errors: what the server answers. */
export async function deliverOfflineJournal(client: Client, workflowId: number, path: string): Promise<Delivery> {
	const entries = readEntries(path);
	let rejected = 0;
	for (let start = 0; start < entries.length; start += BATCH) {
		const completions = entries.slice(start, start + BATCH);
		const { errors } = await client.batchCompleteJobs({ params: { id: workflowId }, body: { completions } });
		rejected += errors.length;
	}
	return { total: entries.length, rejected };
}

interface Row {
	readonly job_id: number;
	readonly run_id: number;
	readonly payload: string;
}

function readEntries(path: string) {
	const database = openDatabase(path, { readOnly: true });
	try {
		return database.all<Row>(ENTRIES).map(({ job_id, run_id, payload: text }) => {
			const result = payload.parse(JSON.parse(text));
			return { job_id, run_id, status: result.status, result };
		});
	} finally {
		database.close();
	}
}

const ENTRIES = "SELECT job_id, run_id, payload FROM journaled_completions ORDER BY job_id";
