// The jobs of an exported document: all begin uninitialized; whom they wait for is set when all of them are there.
import { countable } from "../../../core/counter-limit.ts";
import { isEnvName } from "../../../core/env-name.ts";
import { invalid } from "../../../core/errors.ts";
import { internSet, waitFor } from "../../dependencies/dependency-sets.ts";
import { internInputList } from "../../dependencies/input-lists.ts";
import type { Transaction } from "../../transaction.ts";
import { checkLabels, checkPriority, insertOutputs, type NewJob } from "../jobs/create-jobs.ts";
import type { ImportIds } from "./import-ids.ts";

type Maybe<T> = T | null | undefined;
export interface ImportedJob extends Omit<NewJob, "workflow_id"> {
	readonly id?: Maybe<number>;
	readonly attempt_id?: Maybe<number>;
	readonly origin?: Maybe<string>;
	readonly checkpoint?: Maybe<Readonly<Record<string, unknown>>>;
	readonly depends_on_set_ids?: Maybe<readonly number[]>;
}

export interface ImportedSet {
	readonly id: number;
	readonly job_ids: readonly number[];
}

export interface ImportTarget {
	readonly workflowId: number;
	readonly ids: ImportIds;
	readonly workflowEnv: Readonly<Record<string, string>>;
	readonly defaultRequirements: number;
	readonly warn: (message: string) => void;
}

/** Answers the number of jobs. Errors: 422 for values that break a rule, or ids that are not in the document. */
export function importJobs(
	tx: Transaction,
	target: ImportTarget,
	jobs: Iterable<ImportedJob>,
	sets: Iterable<ImportedSet>,
): number {
	const waitersOfSet = new Map<number, number[]>();
	/** Each distinct list once: N jobs that wait for the same M are N + M numbers. */
	const waits = new Map<string, { readonly blockers: readonly number[]; readonly waiters: number[] }>();
	let count = 0;
	const naming: string[] = [];
	for (const job of jobs) {
		const id = insertJob(tx, target, job);
		if (namesUserData(job)) naming.push(job.name);
		target.ids.add("jobs", job.id, id);
		count++;
		for (const set of job.depends_on_set_ids ?? []) append(waitersOfSet, set, id);
		if (!job.depends_on_job_ids?.length) continue;
		const key = job.depends_on_job_ids.join();
		const wait = waits.get(key);
		if (wait) wait.waiters.push(id);
		else waits.set(key, { blockers: job.depends_on_job_ids, waiters: [id] });
	}
	if (naming.length > 0) target.warn(idsInCommands(naming));
	for (const { blockers, waiters } of waits.values()) letWait(tx, target, blockers, waiters);
	for (const { id, job_ids } of sets) {
		letWait(tx, target, job_ids, waitersOfSet.get(id) ?? []);
		waitersOfSet.delete(id);
	}
	const [missing] = waitersOfSet.keys();
	if (missing !== undefined) throw invalid(`depends_on_set_ids: the document has no dependency set with id ${missing}`);
	if (count > 0) tx.countStatus(target.workflowId, "uninitialized", count);
	return count;
}

/** A specification's tokens for user data became ids when its workflow was created. */
function namesUserData({
	command,
	invocation_script,
	input_user_data_ids,
	output_user_data_ids,
}: ImportedJob): boolean {
	const ids = [...(input_user_data_ids ?? []), ...(output_user_data_ids ?? [])];
	if (ids.length === 0) return false;
	const named = new RegExp(`(?<![\\w.-])(?:${ids.join("|")})(?![\\w.-])`);
	return named.test(command) || named.test(invocation_script ?? "");
}

const idsInCommands = (names: readonly string[]): string =>
	`The commands of ${names.length} jobs (${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}) contain numbers that were ids of their user data; such ids are new now: look at these commands`;

function append(lists: Map<number, number[]>, key: number, value: number): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}

function letWait(tx: Transaction, target: ImportTarget, blockers: readonly number[], waiters: readonly number[]): void {
	const ids = target.ids.needAll("jobs", blockers, "depends_on_job_ids");
	const members = [...new Set(ids)].sort((a, b) => a - b);
	if (members.length === 0 || waiters.length === 0) return;
	const setId = internSet(tx.db, target.workflowId, "explicit", members);
	for (const waiter of waiters) waitFor(tx.db, waiter, setId);
}

function insertJob(tx: Transaction, target: ImportTarget, job: ImportedJob): number {
	const { workflowId, ids } = target;
	const where = (field: string): string => `Job '${job.name}', ${field}`;
	const scheduler = schedulerOf(target, job);
	const requirements = job.resource_requirements_id;
	const handler = job.failure_handler_id;
	const inputFiles = ids.needAll("files", job.input_file_ids, where("input_file_ids"));
	const inputData = ids.needAll("user_data", job.input_user_data_ids, where("input_user_data_ids"));
	const id = tx.db.insert(
		INSERT,
		workflowId,
		job.name,
		job.command,
		job.invocation_script || null,
		ownEnv(target, job),
		checkPriority(job.priority ?? 0),
		checkLabels({ labels: job.labels, scheduler_id: scheduler }).join(","),
		requirements
			? ids.need("resource_requirements", requirements, where("resource_requirements_id"))
			: target.defaultRequirements,
		scheduler,
		handler ? ids.need("failure_handlers", handler, where("failure_handler_id")) : null,
		job.cancel_on_blocking_job_failure === false ? 0 : 1,
		job.supports_termination ? 1 : 0,
		countable("attempt_id", Math.max(1, job.attempt_id ?? 1)),
		job.origin === "retry" || job.origin === "spawn" ? job.origin : null,
		inputFiles.length > 0 ? internInputList(tx.db, workflowId, "file", inputFiles) : null,
		inputData.length > 0 ? internInputList(tx.db, workflowId, "user_data", inputData) : null,
		job.checkpoint ? JSON.stringify(job.checkpoint) : null,
	);
	insertOutputs(tx, id, {
		files: ids.needAll("files", job.output_file_ids, where("output_file_ids")),
		userData: ids.needAll("user_data", job.output_user_data_ids, where("output_user_data_ids")),
	});
	return id;
}

const INSERT = `INSERT INTO job (workflow_id, name, command, invocation_script, env, status, priority, labels,
	resource_requirements_id, scheduler_id, failure_handler_id, cancel_on_blocking_job_failure, supports_termination,
	attempt_id, origin, input_file_list_id, input_user_data_list_id, checkpoint)
	VALUES (?, ?, ?, ?, ?, 'uninitialized', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Clients may have left a number that names nothing; here it could name another workflow's. */
function schedulerOf({ ids, warn }: ImportTarget, job: ImportedJob): number | null {
	if (!job.scheduler_id) return null;
	const id = ids.scheduler(job.scheduler_id);
	if (id === undefined) warn(`Job '${job.name}' named scheduler ${job.scheduler_id}, which the document does not have`);
	return id ?? null;
}

/** The document has the effective env; a job that adds nothing to the workflow's has none of its own. */
function ownEnv({ workflowEnv }: ImportTarget, job: ImportedJob): string | null {
	const env = job.env ?? {};
	const names = Object.keys(env);
	const wrong = names.find((name) => !isEnvName(name));
	if (wrong !== undefined) throw invalid(`env of job '${job.name}': '${wrong}' is no valid variable name`);
	const isShared =
		names.every((name) => env[name] === workflowEnv[name]) && names.length === Object.keys(workflowEnv).length;
	return names.length === 0 || isShared ? null : JSON.stringify(env);
}
