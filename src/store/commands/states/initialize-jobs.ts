// Purpose: decide for every job whether it is ready or blocked, and arm the actions (2-states §4.1).
// With `onlyUninitialized` completed work is kept: only jobs that are to run again, and everything downstream of
// them, take part. Terminated jobs are unfinished work: they become ready, their dependents wait.

import { hasSets, recountSets } from "../../dependencies/dependency-sets.ts";
import { downstreamOf } from "../../dependencies/downstream.ts";
import { rebuildImplicitSets } from "../../dependencies/implicit-sets.ts";
import { JOB_STATE_COLUMNS, type JobState, recount } from "../../dependencies/job-state.ts";
import { propagate, releaseJobs } from "../../dependencies/propagate.ts";
import { refuseCycle } from "../../dependencies/refuse-cycle.ts";
import { describeInitialize } from "../../provenance/run-entities.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { rearmActions } from "../actions/rearm-actions.ts";
import { takeNextAttempts } from "../attempts/next-attempt.ts";
import { recountResults } from "../attempts/store-result.ts";
import { LINEAGE_PREFIX } from "../jobs/lineage.ts";
import { removeSpawnedJobs } from "../jobs/remove-spawned-jobs.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { storeInputHashes } from "./input-hashes.ts";

export interface InitializeOptions {
	readonly onlyUninitialized: boolean;
	readonly clearEphemeralUserData: boolean;
	readonly user: string;
}

/** Errors: 404; 422 for an archived workflow, and for jobs that wait for each other. */
export function initializeJobs(tx: Transaction, workflowId: number, options: InitializeOptions): void {
	const workflow = getWorkflowState(tx.db, workflowId);
	refuseArchived(workflow);
	if (options.clearEphemeralUserData) tx.db.run(CLEAR_EPHEMERAL, workflowId);
	if (!options.onlyUninitialized) removeSpawnedJobs(tx, workflowId);
	rebuildImplicitSets(tx.db, workflowId);
	const dependent = hasSets(tx.db, workflowId);
	if (dependent) refuseCycle(tx.db, workflowId);
	if (options.onlyUninitialized) reopenDownstream(tx, workflowId);
	tx.db.run(CONTINUE_TERMINATED, workflowId);
	tx.db.run(OPEN_UNFINISHED, workflowId);
	if (dependent) {
		recountSets(tx.db, workflowId);
		if (!options.onlyUninitialized && tx.db.run(OPEN_BEHIND_OPEN, workflowId) > 0) recountSets(tx.db, workflowId);
		tx.db.run(options.onlyUninitialized ? SETTLE_UNFINISHED : SETTLE_ALL, workflowId);
	} else tx.db.run(SETTLE_INDEPENDENT, workflowId);
	takeNextAttempts(tx, workflow);
	recount(tx, workflowId);
	recountResults(tx, workflowId);
	if (dependent) releaseFree(tx, workflowId);
	storeInputHashes(tx.db, workflowId);
	describeInitialize(tx, workflow);
	rearmActions(tx, workflowId, options.onlyUninitialized);
	const type = options.onlyUninitialized ? "workflow_reinitialized" : "workflow_started";
	const message = options.onlyUninitialized ? "Workflow reinitialized" : "Workflow initialized";
	tx.emit(workflowId, type, { category: "workflow", type, user: options.user, message });
}

const CLEAR_EPHEMERAL = `UPDATE user_data SET data = NULL WHERE workflow_id = ? AND is_ephemeral = 1
	AND substr(name, 1, ${LINEAGE_PREFIX.length}) <> '${LINEAGE_PREFIX}'`;

/** Jobs that never ran because a blocker failed or the workflow was canceled may run again; so may all downstream. */
function reopenDownstream(tx: Transaction, workflowId: number): void {
	tx.db.run(REOPEN_CANCELED, workflowId);
	if (!hasSets(tx.db, workflowId)) return;
	const start = "SELECT id FROM job WHERE workflow_id = ?1 AND status = 'uninitialized'";
	tx.db.run(
		`${downstreamOf(start)} UPDATE job SET status = 'uninitialized'
			WHERE id IN (SELECT id FROM downstream WHERE kind = 'j') AND status NOT IN ('uninitialized', 'disabled')`,
		workflowId,
	);
}

const REOPEN_CANCELED = "UPDATE job SET status = 'uninitialized' WHERE workflow_id = ? AND status = 'canceled'";

const CONTINUE_TERMINATED =
	"UPDATE job SET restart_count = restart_count + 1 WHERE workflow_id = ? AND status = 'terminated'";

const OPEN_UNFINISHED = `UPDATE job SET dependency_state = 'open'
	WHERE workflow_id = ? AND dependency_state <> 'open' AND status NOT IN ('completed', 'failed', 'canceled')`;

/** Ended jobs with a blocker that is open will wait for it again, and so will everything downstream of them. */
const OPEN_BEHIND_OPEN = `${downstreamOf("SELECT id FROM job WHERE workflow_id = ?1 AND open_sets > 0 AND dependency_state <> 'open'")}
	UPDATE job SET dependency_state = 'open'
		WHERE id IN (SELECT id FROM downstream WHERE kind = 'j') AND dependency_state <> 'open'`;

/** Jobs with a bad blocker start as blocked: releasing them decides between canceled and ready. */
const HAS_BAD_BLOCKER = `EXISTS (SELECT 1 FROM dependency_wait w
	WHERE w.job_id = job.id AND (SELECT bad_count FROM dependency_set WHERE id = w.set_id) > 0)`;
const settle = (status: string, which: string): string =>
	`UPDATE job SET status = ${status}, start_time = NULL, compute_node_id = NULL, result_id = NULL
		WHERE workflow_id = ? AND ${which}`;
const BLOCKED_OR_READY = `CASE WHEN open_sets > 0 OR ${HAS_BAD_BLOCKER} THEN 'blocked' ELSE 'ready' END`;
const UNFINISHED = "status NOT IN ('disabled', 'completed', 'failed', 'canceled')";
const SETTLE_UNFINISHED = settle(BLOCKED_OR_READY, UNFINISHED);
const SETTLE_ALL = settle(
	BLOCKED_OR_READY,
	`(${UNFINISHED} OR (open_sets > 0 AND status IN ('completed', 'failed', 'canceled')))`,
);

const SETTLE_INDEPENDENT = settle("'ready'", UNFINISHED);

/** Releases blocked jobs whose blockers had all ended before, some of them badly. */
function releaseFree(tx: Transaction, workflowId: number): void {
	const free = tx.db.all<JobState>(
		`SELECT ${JOB_STATE_COLUMNS} FROM job WHERE workflow_id = ? AND status = 'blocked' AND open_sets = 0`,
		workflowId,
	);
	propagate(tx, workflowId, releaseJobs(tx, workflowId, free));
}
