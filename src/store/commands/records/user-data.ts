// Purpose: user data of a workflow, and its relation to the jobs that read and write it.
import { internInputList } from "../../dependencies/input-lists.ts";
import { findJobState } from "../../dependencies/job-state.ts";
import { getRecord, insertRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { USER_DATA } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { requireOwn } from "../jobs/create-jobs.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { storeInputHash } from "../states/input-hashes.ts";
import { sameWorkflow } from "./files.ts";
import type { NewRecord } from "./records.ts";

/** Answers the record. Errors: 404; 422 when a job is not the workflow's. */
export function createUserData(
	tx: Transaction,
	data: NewRecord,
	relations: { readonly consumerJobId?: number | undefined; readonly producerJobId?: number | undefined } = {},
): StoredRecord {
	const record = createUserDataList(tx, [data])[0] as StoredRecord;
	const { consumerJobId, producerJobId } = relations;
	if (consumerJobId !== undefined) addConsumer(tx, record, consumerJobId);
	if (producerJobId !== undefined) {
		requireOwn(tx, record.workflow_id, { table: "job", field: "producer_job_id", ids: [producerJobId] });
		keepInputHash(tx, producerJobId);
		const sql = "INSERT OR IGNORE INTO job_output_user_data (job_id, user_data_id) VALUES (?, ?)";
		tx.db.run(sql, producerJobId, record.id);
	}
	return record;
}

/** All or nothing, in the order given. */
export function createUserDataList(tx: Transaction, list: readonly NewRecord[]): StoredRecord[] {
	refuseArchived(getWorkflowState(tx.db, sameWorkflow(list)));
	return list.map((data) => getRecord(tx.db, USER_DATA, insertRecord(tx, USER_DATA, data)));
}

/** The job's list gets one record more; lists are shared, so the job changes to another list. */
function addConsumer(tx: Transaction, record: StoredRecord, jobId: number): void {
	requireOwn(tx, record.workflow_id, { table: "job", field: "consumer_job_id", ids: [jobId] });
	keepInputHash(tx, jobId);
	const members = tx.db.all<{ id: number }>(
		`SELECT m.user_data_id AS id FROM job j CROSS JOIN input_user_data_member m ON m.list_id = j.input_user_data_list_id
			WHERE j.id = ?`,
		jobId,
	);
	const items = [...members.map((row) => row.id), record.id];
	const list = internInputList(tx.db, record.workflow_id, "user_data", items);
	tx.db.run("UPDATE job SET input_user_data_list_id = ? WHERE id = ?", list, jobId);
}

/** What the job's outcome depends on is about to change: the old state is what later changes are compared with. */
function keepInputHash(tx: Transaction, jobId: number): void {
	if (findJobState(tx.db, jobId)?.status !== "uninitialized") storeInputHash(tx.db, jobId);
}
