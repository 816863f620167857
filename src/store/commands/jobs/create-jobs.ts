// Purpose: add jobs to a workflow, one or many (2-states §2, first row): always uninitialized, with the effective env.
import { isEnvName } from "../../../core/env-name.ts";
import { invalid } from "../../../core/errors.ts";
import { checkedLabels } from "../../../core/labels.ts";
import { replaceExplicit } from "../../dependencies/dependency-sets.ts";
import { internInputList } from "../../dependencies/input-lists.ts";
import { MAX_LIMIT } from "../../reads/paging/page.ts";
import { getWorkflowState, type WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { insertDefaultRequirements } from "../draft/draft-workflow.ts";
import { refuseArchived } from "../refuse-archived.ts";

type Maybe<T> = T | null | undefined;

export interface NewJob {
	readonly workflow_id: number;
	readonly name: string;
	readonly command: string;
	readonly invocation_script?: Maybe<string>;
	readonly env?: Maybe<Readonly<Record<string, string>>>;
	readonly priority?: Maybe<number>;
	readonly labels?: Maybe<readonly string[]>;
	readonly resource_requirements_id?: Maybe<number>;
	readonly scheduler_id?: Maybe<number>;
	readonly failure_handler_id?: Maybe<number>;
	readonly cancel_on_blocking_job_failure?: Maybe<boolean>;
	readonly supports_termination?: Maybe<boolean>;
	readonly depends_on_job_ids?: Maybe<readonly number[]>;
	readonly input_file_ids?: Maybe<readonly number[]>;
	readonly output_file_ids?: Maybe<readonly number[]>;
	readonly input_user_data_ids?: Maybe<readonly number[]>;
	readonly output_user_data_ids?: Maybe<readonly number[]>;
}

/**
 * All or nothing; the ids come in the order of the jobs. Errors: 404 unknown workflow; 422 for values that break a rule
 * and for a mixed, empty or too long list.
 */
export function createJobs(tx: Transaction, jobs: readonly NewJob[]): number[] {
	const first = jobs[0];
	if (first === undefined) throw invalid("The list of jobs is empty", { field: "jobs" });
	if (jobs.some((job) => job.workflow_id !== first.workflow_id)) {
		throw invalid("All jobs of one request must belong to the same workflow", { field: "workflow_id" });
	}
	if (jobs.length > MAX_LIMIT) throw invalid(`One request creates at most ${MAX_LIMIT} jobs, not ${jobs.length}`);
	refuseRepeatedNames(jobs);
	const workflow = getWorkflowState(tx.db, first.workflow_id);
	refuseArchived(workflow);
	const defaultId = defaultRequirements(tx, workflow.id);
	const ids = jobs.map((job) => insertJob(tx, workflow, defaultId, job));
	tx.countStatus(workflow.id, "uninitialized", ids.length);
	return ids;
}

/** Error: 422. */
export function refuseRepeatedNames(jobs: readonly { readonly name: string }[]): void {
	const seen = new Set<string>();
	for (const { name } of jobs) {
		if (seen.has(name)) throw invalid(`Duplicate job name '${name}' in one request`, { field: "name", value: name });
		seen.add(name);
	}
}

/** The id of the record for jobs that ask for none, made when it was deleted. */
export function defaultRequirements(tx: Transaction, workflowId: number): number {
	const sql = "SELECT id FROM resource_requirements WHERE workflow_id = ? AND name = 'default'";
	const row = tx.db.get<{ id: number }>(sql, workflowId);
	return row?.id ?? insertDefaultRequirements(tx, workflowId);
}

function insertJob(tx: Transaction, workflow: WorkflowState, defaultId: number, job: NewJob): number {
	const requirementsId = job.resource_requirements_id ?? defaultId;
	requireOwn(tx, workflow.id, {
		table: "resource_requirements",
		field: "resource_requirements_id",
		ids: [requirementsId],
	});
	const handlers = job.failure_handler_id ? [job.failure_handler_id] : [];
	requireOwn(tx, workflow.id, { table: "failure_handler", field: "failure_handler_id", ids: handlers });
	const id = tx.db.insert(
		INSERT,
		workflow.id,
		job.name,
		job.command,
		job.invocation_script || null,
		effectiveEnv(workflow, job),
		checkPriority(job.priority ?? 0),
		checkLabels(job).join(","),
		requirementsId,
		job.scheduler_id || null,
		job.failure_handler_id || null,
		job.cancel_on_blocking_job_failure === false ? 0 : 1,
		job.supports_termination ? 1 : 0,
		inputList(tx, workflow.id, "file", job.input_file_ids),
		inputList(tx, workflow.id, "user_data", job.input_user_data_ids),
	);
	const outputs = { files: job.output_file_ids ?? [], userData: job.output_user_data_ids ?? [] };
	requireOwn(tx, workflow.id, { table: "file", field: "output_file_ids", ids: outputs.files });
	requireOwn(tx, workflow.id, { table: "user_data", field: "output_user_data_ids", ids: outputs.userData });
	insertOutputs(tx, id, outputs);
	if (job.depends_on_job_ids?.length) {
		requireOwn(tx, workflow.id, { table: "job", field: "depends_on_job_ids", ids: job.depends_on_job_ids });
		replaceExplicit(tx.db, workflow.id, id, job.depends_on_job_ids);
	}
	return id;
}

const INSERT = `INSERT INTO job (workflow_id, name, command, invocation_script, env, status, priority, labels,
	resource_requirements_id, scheduler_id, failure_handler_id, cancel_on_blocking_job_failure, supports_termination,
	input_file_list_id, input_user_data_list_id) VALUES (?, ?, ?, ?, ?, 'uninitialized', ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The workflow's env with the job's on top; null when the job adds nothing: the workflow's is then the effective one. */
function effectiveEnv(workflow: WorkflowState, job: NewJob): string | null {
	if (!job.env || Object.keys(job.env).length === 0) return null;
	for (const name of Object.keys(job.env)) {
		if (!isEnvName(name))
			throw invalid(`env of job '${job.name}': '${name}' is no valid variable name`, { field: "env", value: name });
	}
	const shared = workflow.env === null ? {} : (JSON.parse(workflow.env) as Record<string, string>);
	return JSON.stringify({ ...shared, ...job.env });
}

export function checkPriority(priority: number): number {
	if (priority < 0) throw invalid(`priority must be >= 0, not ${priority}`, { field: "priority", value: priority });
	return priority;
}

/** Normalized labels. Errors: 422 for a bad label, or for labels together with a scheduler. */
export function checkLabels(job: Pick<NewJob, "labels" | "scheduler_id">): string[] {
	const labels = checkedLabels(job.labels ?? []);
	if (labels.length > 0 && job.scheduler_id) {
		throw invalid("A job cannot have both labels and a scheduler: a scheduler's runners carry no labels", {
			field: "labels",
		});
	}
	return labels;
}

function inputList(
	tx: Transaction,
	workflowId: number,
	kind: "file" | "user_data",
	ids: Maybe<readonly number[]>,
): number | null {
	if (!ids?.length) return null;
	requireOwn(tx, workflowId, { table: kind, field: kind === "file" ? "input_file_ids" : "input_user_data_ids", ids });
	return internInputList(tx.db, workflowId, kind, ids);
}

/** Ids of the job's workflow. */
export function insertOutputs(
	tx: Transaction,
	jobId: number,
	outputs: { readonly files: readonly number[]; readonly userData: readonly number[] },
): void {
	for (const id of outputs.files) tx.db.run(INSERT_OUTPUT_FILE, jobId, id);
	for (const id of outputs.userData) tx.db.run(INSERT_OUTPUT_DATA, jobId, id);
}

const INSERT_OUTPUT_FILE = "INSERT OR IGNORE INTO job_output_file (job_id, file_id) VALUES (?, ?)";
const INSERT_OUTPUT_DATA = "INSERT OR IGNORE INTO job_output_user_data (job_id, user_data_id) VALUES (?, ?)";

export interface NamedRecords {
	readonly table: "job" | "file" | "user_data" | "resource_requirements" | "failure_handler";
	/** Of the request. */
	readonly field: string;
	readonly ids: readonly number[];
}

/** Error: 422 naming the field when an id is not a record of this workflow. */
export function requireOwn(tx: Transaction, workflowId: number, { table, field, ids }: NamedRecords): void {
	for (const id of ids) {
		const row = tx.db.get<{ workflow_id: number }>(`SELECT workflow_id FROM ${table} WHERE id = ?`, id);
		if (row?.workflow_id !== workflowId) {
			throw invalid(`${field}: ${id} is not a record of workflow ${workflowId}`, { field, value: id });
		}
	}
}
