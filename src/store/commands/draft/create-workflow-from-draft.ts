// Purpose: create a whole workflow, whatever its size, in one transaction: all of it or nothing.
// Input: the lines of a draft in their order (workflow first). Records refer to each other by index; since this is the
// only writer, the ids of a list are consecutive and an index becomes an id by adding the list's first id.

import type {
	DraftAction,
	DraftFailureHandler,
	DraftFile,
	DraftJob,
	DraftRequirements,
	DraftSlurmScheduler,
	DraftUserData,
	DraftWorkflow,
} from "../../../core/draft.ts";
import { invalid } from "../../../core/errors.ts";
import type { Transaction } from "../../transaction.ts";
import { insertDraftAction } from "./draft-actions.ts";
import { type DraftIds, firstFreeId } from "./draft-ids.ts";
import { DraftJobInserter } from "./draft-jobs.ts";
import { insertDependencySet, insertInputList } from "./draft-lists.ts";
import {
	insertFailureHandlers,
	insertFiles,
	insertRequirements,
	insertSchedulers,
	insertUserData,
} from "./draft-records.ts";
import { insertDraftWorkflow } from "./draft-workflow.ts";

export type DraftChunk =
	| { readonly k: "workflow"; readonly v: DraftWorkflow }
	| { readonly k: "resourceRequirements"; readonly v: readonly DraftRequirements[] }
	| { readonly k: "slurmSchedulers"; readonly v: readonly DraftSlurmScheduler[] }
	| { readonly k: "failureHandlers"; readonly v: readonly DraftFailureHandler[] }
	| { readonly k: "files"; readonly v: readonly DraftFile[] }
	| { readonly k: "userData"; readonly v: readonly DraftUserData[] }
	| { readonly k: "inputFileLists"; readonly v: readonly (readonly number[])[] }
	| { readonly k: "inputUserDataLists"; readonly v: readonly (readonly number[])[] }
	| { readonly k: "jobs"; readonly v: readonly DraftJob[] }
	| { readonly k: "dependencySets"; readonly v: readonly (readonly number[])[] }
	| { readonly k: "actions"; readonly v: readonly DraftAction[] };

export interface CreatedWorkflow {
	readonly workflow_id: number;
	readonly job_count: number;
}

/** Errors: 422 when the lines are not a draft, or an access group is unknown; nothing is created then. */
export function createWorkflowFromDraft(
	tx: Transaction,
	lines: Iterable<DraftChunk>,
	authenticatedUser: string | null,
): CreatedWorkflow {
	const iterator = lines[Symbol.iterator]();
	const first = iterator.next();
	if (first.done || first.value.k !== "workflow") {
		throw invalid("The first line of a draft must be the workflow", { field: "body" });
	}
	const ids: DraftIds = insertDraftWorkflow(tx, first.value.v, authenticatedUser);
	const jobs = new DraftJobInserter(tx, ids);
	for (let next = iterator.next(); !next.done; next = iterator.next()) insertChunk(tx, ids, jobs, next.value);
	if (jobs.count > 0) tx.countStatus(ids.workflowId, "uninitialized", jobs.count);
	return { workflow_id: ids.workflowId, job_count: jobs.count };
}

function insertChunk(tx: Transaction, ids: DraftIds, jobs: DraftJobInserter, chunk: DraftChunk): void {
	if (chunk.k === "jobs") {
		if (jobs.count === 0) ids.firstJob = firstFreeId(tx, "job");
		jobs.insert(chunk.v);
	} else if (chunk.k === "dependencySets") jobs.insertSets(chunk.v, insertDependencySet);
	else if (chunk.k === "files") insertFiles(tx, ids, chunk.v);
	else if (chunk.k === "userData") insertUserData(tx, ids, chunk.v);
	else if (chunk.k === "inputFileLists") {
		for (const list of chunk.v) ids.inputFileLists.push(insertInputList(tx, ids, "file", list));
	} else if (chunk.k === "inputUserDataLists") {
		for (const list of chunk.v) ids.inputUserDataLists.push(insertInputList(tx, ids, "user_data", list));
	} else if (chunk.k === "resourceRequirements") insertRequirements(tx, ids, chunk.v);
	else if (chunk.k === "slurmSchedulers") insertSchedulers(tx, ids, chunk.v);
	else if (chunk.k === "failureHandlers") insertFailureHandlers(tx, ids, chunk.v);
	else if (chunk.k === "actions") for (const action of chunk.v) insertDraftAction(tx, ids, action);
	else throw invalid(`Unexpected line in a draft: ${JSON.stringify((chunk as { k?: unknown }).k)}`);
}
