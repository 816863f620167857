// Finds every journal of a run below a folder and delivers it (4-runner §11, reconcile).
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Deliverer, deliverJournal } from "./deliver-journal.ts";
import { JOURNAL_FOLDER } from "./journal.ts";
import { deliverOfflineJournal, isOfflineJournal } from "./offline-journal.ts";
import { isAtWork, journalsIn, readJournal } from "./read-journals.ts";

export interface Reconciled {
	/** Journals that held something of the run. */
	readonly files: number;
	readonly total_completions: number;
	readonly accepted: number;
	readonly rejected: number;
}

export interface RunOfWorkflow {
	readonly workflowId: number;
	readonly runId: number;
	readonly baseDirectory: string;
}

/** Journals of runners that are at work here are theirs to deliver. Errors: what the server answers; what is left stays. */
export async function reconcile(deliverer: Deliverer, run: RunOfWorkflow): Promise<Reconciled> {
	let files = 0;
	let total = 0;
	let rejected = 0;
	for (const folder of foldersBelow(run.baseDirectory)) {
		for await (const delivery of deliverFolder(deliverer, run, folder)) {
			if (delivery === null || delivery.total === 0) continue;
			files++;
			total += delivery.total;
			rejected += delivery.rejected;
		}
	}
	return { files, total_completions: total, accepted: total - rejected, rejected };
}

interface Folder {
	readonly path: string;
	readonly files: readonly string[];
}

async function* deliverFolder(deliverer: Deliverer, { workflowId, runId }: RunOfWorkflow, { path, files }: Folder) {
	for (const name of files.filter((each) => isOfflineJournal(each, workflowId, runId))) {
		yield await deliverOfflineJournal(deliverer.client, workflowId, join(path, name));
	}
	if (!path.endsWith(`/${JOURNAL_FOLDER}`)) return;
	for (const file of journalsIn(path, workflowId)) {
		const journal = readJournal(file);
		if (journal === null || isAtWork(journal, deliverer.hostname)) continue;
		yield await deliverJournal(deliverer, journal, runId);
	}
}

/** The folder and all below it; symbolic links are not followed, what cannot be read is left out. */
function* foldersBelow(path: string): Generator<Folder> {
	let entries: ReturnType<typeof list>;
	try {
		entries = list(path);
	} catch {
		return;
	}
	yield { path, files: entries.filter((entry) => entry.isFile()).map((entry) => entry.name) };
	for (const entry of entries) if (entry.isDirectory()) yield* foldersBelow(join(path, entry.name));
}

const list = (path: string) => readdirSync(path, { withFileTypes: true });
