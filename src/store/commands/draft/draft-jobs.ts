// The jobs of a draft, row by row, and the sets they wait for.
import type { DraftJob } from "../../../core/draft.ts";
import { invalid } from "../../../core/errors.ts";
import type { Transaction } from "../../transaction.ts";
import { type DraftIds, idAt } from "./draft-ids.ts";

export class DraftJobInserter {
	private readonly tx: Transaction;
	private readonly ids: DraftIds;
	/** Set index → ids of the jobs that wait for it; the sets come after the jobs. */
	private readonly waiters = new Map<number, number[]>();
	private setCount = 0;
	count = 0;

	constructor(tx: Transaction, ids: DraftIds) {
		this.tx = tx;
		this.ids = ids;
	}

	insert(jobs: readonly DraftJob[]): void {
		for (const job of jobs) this.insertJob(job);
	}

	/** `insertSet` gets the members' ids and answers the set's id. */
	insertSets(
		sets: readonly (readonly number[])[],
		insertSet: (tx: Transaction, workflowId: number, members: readonly number[]) => number,
	): void {
		for (const indexes of sets) {
			const members = indexes.map((index) => this.jobId(index));
			const setId = insertSet(this.tx, this.ids.workflowId, members);
			for (const jobId of this.waiters.get(this.setCount) ?? []) this.tx.db.run(INSERT_WAIT, jobId, setId);
			this.waiters.delete(this.setCount);
			this.setCount++;
		}
	}

	private jobId(index: number): number {
		if (index < 0 || index >= this.count) throw invalid(`The draft refers to job ${index}, but has only ${this.count}`);
		return this.ids.firstJob + index;
	}

	private insertJob(job: DraftJob): void {
		const { tx, ids } = this;
		const jobId = ids.firstJob + this.count++;
		tx.db.run(
			INSERT_JOB,
			jobId,
			ids.workflowId,
			job.name,
			this.withIds(job, job.command),
			job.invocation_script === undefined ? null : this.withIds(job, job.invocation_script),
			job.env === undefined ? null : JSON.stringify({ ...ids.env, ...job.env }),
			job.priority ?? 0,
			job.labels === undefined ? "" : job.labels.join(","),
			job.resource_requirements === undefined
				? ids.defaultRequirements
				: idAt(ids.requirements, job.resource_requirements, "resource requirements"),
			job.scheduler === undefined ? null : idAt(ids.schedulers, job.scheduler, "scheduler"),
			job.failure_handler === undefined ? null : idAt(ids.failureHandlers, job.failure_handler, "failure handler"),
			job.cancel_on_blocking_job_failure === false ? 0 : 1,
			job.supports_termination ? 1 : 0,
			job.input_files === undefined ? null : idAt(ids.inputFileLists, job.input_files, "input file list"),
			job.input_user_data === undefined ? null : idAt(ids.inputUserDataLists, job.input_user_data, "input data list"),
			job.checkpoint === undefined ? null : JSON.stringify(job.checkpoint),
		);
		for (const set of job.depends_on_sets ?? []) {
			const waiters = this.waiters.get(set);
			if (waiters) waiters.push(jobId);
			else this.waiters.set(set, [jobId]);
		}
		for (const file of job.output_files ?? []) tx.db.run(INSERT_OUTPUT_FILE, jobId, idAt(ids.files, file, "file"));
		for (const data of job.output_user_data ?? []) {
			tx.db.run(INSERT_OUTPUT_DATA, jobId, idAt(ids.userData, data, "user data"));
		}
	}

	/** Tokens of user data records become their ids, known only now. */
	private withIds(job: DraftJob, text: string): string {
		if (job.user_data_tokens === undefined) return text;
		let filled = text;
		for (const [token, index] of Object.entries(job.user_data_tokens)) {
			filled = filled.replaceAll(token, String(idAt(this.ids.userData, index, "user data")));
		}
		return filled;
	}
}

const INSERT_JOB = `INSERT INTO job (id, workflow_id, name, command, invocation_script, env, status, priority, labels,
	resource_requirements_id, scheduler_id, failure_handler_id, cancel_on_blocking_job_failure, supports_termination,
	input_file_list_id, input_user_data_list_id, checkpoint)
	VALUES (?, ?, ?, ?, ?, ?, 'uninitialized', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_WAIT = "INSERT OR IGNORE INTO dependency_wait (job_id, set_id) VALUES (?, ?)";
const INSERT_OUTPUT_FILE = "INSERT OR IGNORE INTO job_output_file (job_id, file_id) VALUES (?, ?)";
const INSERT_OUTPUT_DATA = "INSERT OR IGNORE INTO job_output_user_data (job_id, user_data_id) VALUES (?, ?)";
