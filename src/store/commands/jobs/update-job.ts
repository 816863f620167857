// Purpose: change a job within the rules of 2-states §9: some fields always, some only while it is uninitialized,
// relations and env never. A record sent back as it was read is always accepted.
import { invalid, notFound } from "../../../core/errors.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import { splitLabels } from "../../../core/labels.ts";
import { replaceExplicit, waitsFor } from "../../dependencies/dependency-sets.ts";
import { countMove, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { storeInputHash } from "../states/input-hashes.ts";
import { checkLabels, checkPriority, type NewJob, requireOwn } from "./create-jobs.ts";

export type JobUpdate = Partial<NewJob> & { readonly status?: JobStatus | null | undefined };

/** Errors: 404; 422 naming every field that may not change. */
export function updateJob(tx: Transaction, jobId: number, update: JobUpdate): void {
	const job = findJobState(tx.db, jobId);
	if (job === undefined) throw notFound("Job", jobId);
	refuseArchived(getWorkflowState(tx.db, job.workflow_id));
	refuseForbidden(tx, job, update);
	updateDefinition(tx, job, update);
	updateClaiming(tx, job, update);
	if (update.status === "disabled" && job.status === "uninitialized") {
		tx.db.run("UPDATE job SET status = 'disabled' WHERE id = ?", jobId);
		countMove(tx, job, "disabled");
	}
}

interface Definition {
	readonly command: string;
	readonly env: string | null;
	readonly workflow_env: string | null;
}

function refuseForbidden(tx: Transaction, job: JobState, update: JobUpdate): void {
	const stored = tx.db.get<Definition>(DEFINITION, job.id) as Definition;
	const frozen = job.status !== "uninitialized";
	const problems = new Map<string, string>();
	const onlyEarly = (field: string): void => {
		problems.set(field, `can only change while the job is uninitialized (it is ${job.status})`);
	};
	if (frozen && given(update.name) && update.name !== job.name) onlyEarly("name");
	if (frozen && given(update.command) && update.command !== stored.command) onlyEarly("command");
	if (frozen && differs(update.depends_on_job_ids, () => ids(tx, DEPENDS_ON, job.id))) onlyEarly("depends_on_job_ids");
	if (given(update.status) && update.status !== job.status) {
		if (update.status !== "disabled") problems.set("status", "is immutable here, except for disabled");
		else if (frozen) onlyEarly("status");
	}
	if (update.env && !sameEnv(update.env, stored)) problems.set("env", "is immutable");
	for (const [field, sql] of Object.entries(RELATIONS)) {
		const wanted = update[field as keyof typeof RELATIONS];
		if (differs(wanted, () => ids(tx, sql, job.id))) problems.set(field, "is immutable");
	}
	if (problems.size === 0) return;
	const sentences = [...problems].map(([field, problem]) => `${field} ${problem}`);
	throw invalid(`Job ${job.id}: ${sentences.join("; ")}`, { field: [...problems.keys()][0] });
}

const given = <T>(value: T | null | undefined): value is T => value !== undefined && value !== null;

const DEFINITION = `SELECT command, env, (SELECT env FROM workflow WHERE id = workflow_id) AS workflow_env
	FROM job WHERE id = ?`;
const DEPENDS_ON = `SELECT DISTINCT m.job_id AS id FROM dependency_wait w CROSS JOIN dependency_member m ON m.set_id = w.set_id
	WHERE w.job_id = ?`;
const RELATIONS = {
	input_file_ids: `SELECT m.file_id AS id FROM job j CROSS JOIN input_file_member m ON m.list_id = j.input_file_list_id
		WHERE j.id = ?`,
	output_file_ids: "SELECT file_id AS id FROM job_output_file WHERE job_id = ?",
	input_user_data_ids: `SELECT m.user_data_id AS id FROM job j
		CROSS JOIN input_user_data_member m ON m.list_id = j.input_user_data_list_id WHERE j.id = ?`,
	output_user_data_ids: "SELECT user_data_id AS id FROM job_output_user_data WHERE job_id = ?",
} as const;

const ids = (tx: Transaction, sql: string, jobId: number): number[] =>
	tx.db.all<{ id: number }>(sql, jobId).map((row) => row.id);

/** Lists are compared as sets; an absent one asks for nothing. */
function differs(wanted: readonly number[] | null | undefined, stored: () => number[]): boolean {
	if (!wanted) return false;
	const now = new Set(stored());
	return now.size !== new Set(wanted).size || wanted.some((id) => !now.has(id));
}

function sameEnv(wanted: Readonly<Record<string, string>>, stored: Definition): boolean {
	const now = JSON.parse(stored.env ?? stored.workflow_env ?? "{}") as Record<string, string>;
	const names = Object.keys(wanted);
	return names.length === Object.keys(now).length && names.every((name) => wanted[name] === now[name]);
}

function updateDefinition(tx: Transaction, job: JobState, update: JobUpdate): void {
	const { name, command, invocation_script, depends_on_job_ids } = update;
	if (!given(name) && !given(command) && !given(invocation_script) && !depends_on_job_ids) return;
	if (job.status !== "uninitialized") storeInputHash(tx.db, job.id);
	tx.db.run(
		`UPDATE job SET name = coalesce(?, name), command = coalesce(?, command),
			invocation_script = coalesce(?, invocation_script) WHERE id = ?`,
		name ?? null,
		command ?? null,
		invocation_script ?? null,
		job.id,
	);
	if (!depends_on_job_ids || job.status !== "uninitialized") return;
	requireOwn(tx, job.workflow_id, { table: "job", field: "depends_on_job_ids", ids: depends_on_job_ids });
	refuseCircle(tx, job.id, depends_on_job_ids);
	replaceExplicit(tx.db, job.workflow_id, job.id, depends_on_job_ids);
}

/** A job's own id in the list is passed over, as in a regular expression that matches it too. */
function refuseCircle(tx: Transaction, jobId: number, blockers: readonly number[]): void {
	const others = blockers.filter((id) => id !== jobId);
	if (!waitsFor(tx.db, others, jobId)) return;
	throw invalid(`depends_on_job_ids: job ${jobId} would wait for itself, as one of these waits for it`, {
		field: "depends_on_job_ids",
	});
}

/** Fields that decide who may claim the job; a ready job changes its group. */
function updateClaiming(tx: Transaction, job: JobState, update: JobUpdate): void {
	const scheduler = update.scheduler_id || job.scheduler_id;
	const labels = update.labels ?? splitLabels(job.labels);
	const changes = given(update.scheduler_id) || given(update.labels);
	const next = {
		...job,
		resource_requirements_id: update.resource_requirements_id ?? job.resource_requirements_id,
		scheduler_id: scheduler,
		priority: checkPriority(update.priority ?? job.priority),
		labels: changes ? checkLabels({ labels, scheduler_id: scheduler }).join(",") : job.labels,
	};
	requireOwn(tx, job.workflow_id, {
		table: "resource_requirements",
		field: "resource_requirements_id",
		ids: [next.resource_requirements_id],
	});
	if (job.status === "ready") {
		tx.countReady(job, -1);
		tx.countReady(next, 1);
	}
	const flag = (value: boolean | null | undefined): number | null => (given(value) ? Number(value) : null);
	tx.db.run(
		UPDATE_CLAIMING,
		next.resource_requirements_id,
		next.scheduler_id,
		next.priority,
		next.labels,
		flag(update.cancel_on_blocking_job_failure),
		flag(update.supports_termination),
		job.id,
	);
	if (job.status === "ready") tx.emit(job.workflow_id, "job_ready", { job_id: job.id, job_name: job.name }, "debug");
}

const UPDATE_CLAIMING = `UPDATE job SET resource_requirements_id = ?, scheduler_id = ?, priority = ?, labels = ?,
	cancel_on_blocking_job_failure = coalesce(?, cancel_on_blocking_job_failure),
	supports_termination = coalesce(?, supports_termination) WHERE id = ?`;
