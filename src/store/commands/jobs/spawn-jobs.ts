// Purpose: a running job adds jobs to its workflow (2-states §7). They wait for it, and are released by its completion.
// Caveats: all or nothing. A request whose jobs all exist is a repeat, of a retried job or after a lost answer: it
// answers the old ids and changes nothing.
import { invalid, notFound } from "../../../core/errors.ts";
import { findCycle } from "../../../graph/set-graph.ts";
import { internCountedSet, waitFor } from "../../dependencies/dependency-sets.ts";
import { findJobState, type JobState } from "../../dependencies/job-state.ts";
import { getWorkflowState, type WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { checkLabels, checkPriority, defaultRequirements, refuseRepeatedNames } from "./create-jobs.ts";
import { finishLineage, lineageGeneration, nextGeneration } from "./lineage.ts";

type Maybe<T> = T | null | undefined;
export interface SpawnedJob {
	readonly name: string;
	readonly command: string;
	readonly resource_requirements?: Maybe<string>;
	readonly failure_handler?: Maybe<string>;
	readonly priority?: Maybe<number>;
	readonly cancel_on_blocking_job_failure?: Maybe<boolean>;
	readonly supports_termination?: Maybe<boolean>;
	/** Names of existing jobs or of jobs of the same request. */
	readonly depends_on?: Maybe<readonly string[]>;
	readonly labels?: Maybe<readonly string[]>;
}

export interface SpawnInput {
	readonly callerId: number;
	readonly jobs: readonly SpawnedJob[];
	/** Absent: the caller's name. */
	readonly lineage?: Maybe<string>;
	/** Any JSON; null = none. */
	readonly state?: unknown;
}

export interface Spawned {
	readonly spawned_job_ids: number[];
	readonly iteration: number;
}

/** Errors: 404; 422 when the caller is not at work, or for what 2-states §7 refuses. */
export function spawnJobs(tx: Transaction, { callerId, jobs, lineage, state = null }: SpawnInput): Spawned {
	const caller = findJobState(tx.db, callerId);
	if (caller === undefined) throw notFound("Job", callerId);
	const workflow = getWorkflowState(tx.db, caller.workflow_id);
	refuseArchived(workflow);
	if (!mayBeAtWork(caller)) {
		throw invalid(`job_id=${callerId} has status=${caller.status}; only a running job can spawn jobs`);
	}
	const name = lineage || caller.name;
	if (jobs.length === 0) {
		if (state !== null) finishLineage(tx, workflow.id, name, state);
		return { spawned_job_ids: [], iteration: lineageGeneration(tx.db, workflow.id, name) };
	}
	refuseRepeatedNames(jobs);
	const existing = idsByName(tx, workflow.id, namesIn(jobs));
	const repeated = jobs.filter((job) => existing.has(job.name));
	if (repeated.length === jobs.length) {
		const ids = jobs.map((job) => existing.get(job.name)?.[0] as number);
		return { spawned_job_ids: ids, iteration: lineageGeneration(tx.db, workflow.id, name) };
	}
	if (repeated.length > 0) {
		throw invalid(`Some of the jobs exist already, others do not: '${repeated[0]?.name}' exists`, { field: "jobs" });
	}
	refuseUnknownBlockers(jobs, existing);
	refuseCycle(jobs);
	const iteration = nextGeneration(tx, workflow.id, name, { spawn_count: jobs.length, state });
	return { spawned_job_ids: insertSpawned(tx, { workflow, caller, lineage: name, existing }, jobs), iteration };
}

/** Our runner tells of a start together with its next report, so the job itself may be quicker: its call proves that it runs. */
const mayBeAtWork = ({ status, compute_node_id }: JobState): boolean =>
	status === "running" || (status === "pending" && compute_node_id !== null);

const namesIn = (jobs: readonly SpawnedJob[]): string[] => jobs.flatMap((job) => [job.name, ...(job.depends_on ?? [])]);

/** Names are not unique on the server: a name means all jobs that have it. */
function idsByName(tx: Transaction, workflowId: number, names: readonly string[]): Map<string, number[]> {
	const ids = new Map<string, number[]>();
	for (const { id, name } of tx.db.all<{ id: number; name: string }>(BY_NAME, workflowId, JSON.stringify(names))) {
		const known = ids.get(name);
		if (known) known.push(id);
		else ids.set(name, [id]);
	}
	return ids;
}

const BY_NAME =
	"SELECT id, name FROM job WHERE workflow_id = ? AND name IN (SELECT value FROM json_each(?)) ORDER BY id";

function refuseUnknownBlockers(jobs: readonly SpawnedJob[], existing: ReadonlyMap<string, unknown>): void {
	const siblings = new Set(jobs.map((job) => job.name));
	for (const job of jobs) {
		const unknown = job.depends_on?.find((name) => !siblings.has(name) && !existing.has(name));
		if (unknown !== undefined) {
			throw invalid(
				`Job '${job.name}' depends on '${unknown}', which is neither a job of the workflow nor of the request`,
			);
		}
	}
}

function refuseCycle(jobs: readonly SpawnedJob[]): void {
	const places = new Map(jobs.map((job, index) => [job.name, index]));
	const sets = jobs.map((job) =>
		(job.depends_on ?? []).flatMap((name) => {
			const place = places.get(name);
			return place === undefined ? [] : [place];
		}),
	);
	const cycle = findCycle({ jobCount: jobs.length, sets, waits: jobs.map((_, index) => [index]) });
	if (cycle === null) return;
	const path = [...cycle, cycle[0] as number].map((index) => jobs[index]?.name);
	throw invalid(`The jobs wait for each other: ${path.join(" → ")}`, { field: "depends_on" });
}

interface Surroundings {
	readonly workflow: WorkflowState;
	readonly caller: JobState;
	readonly lineage: string;
	readonly existing: ReadonlyMap<string, readonly number[]>;
}

function insertSpawned(tx: Transaction, around: Surroundings, jobs: readonly SpawnedJob[]): number[] {
	const { workflow, caller, lineage, existing } = around;
	const shared = workflow.env === null ? {} : (JSON.parse(workflow.env) as Record<string, string>);
	const env = JSON.stringify({ ...shared, TORC_ORCHESTRATOR_LINEAGE_ID: lineage });
	const ids = jobs.map((job) => insertJob(tx, workflow.id, env, job));
	const siblings = new Map(jobs.map((job, index) => [job.name, ids[index] as number]));
	for (const [index, job] of jobs.entries()) {
		const named = (job.depends_on ?? []).flatMap((name) => siblings.get(name) ?? existing.get(name) ?? []);
		const members = [...new Set([caller.id, ...named])].sort((a, b) => a - b);
		waitFor(tx.db, ids[index] as number, internCountedSet(tx.db, workflow.id, members));
	}
	tx.countStatus(workflow.id, "blocked", ids.length);
	return ids;
}

function insertJob(tx: Transaction, workflowId: number, env: string, job: SpawnedJob): number {
	return tx.db.insert(
		INSERT,
		workflowId,
		job.name,
		job.command,
		env,
		checkPriority(job.priority ?? 0),
		checkLabels({ labels: job.labels, scheduler_id: null }).join(","),
		requirementsNamed(tx, workflowId, job),
		job.failure_handler ? named(tx, workflowId, job, { table: "failure_handler", name: job.failure_handler }) : null,
		job.cancel_on_blocking_job_failure === false ? 0 : 1,
		job.supports_termination ? 1 : 0,
	);
}

/** Its one set waits for the caller, which runs, so that it is open. */
const INSERT = `INSERT INTO job (workflow_id, name, command, env, status, origin, open_sets, priority, labels,
	resource_requirements_id, failure_handler_id, cancel_on_blocking_job_failure, supports_termination)
	VALUES (?, ?, ?, ?, 'blocked', 'spawn', 1, ?, ?, ?, ?, ?, ?)`;

function requirementsNamed(tx: Transaction, workflowId: number, job: SpawnedJob): number {
	if (!job.resource_requirements) return defaultRequirements(tx, workflowId);
	return named(tx, workflowId, job, { table: "resource_requirements", name: job.resource_requirements });
}

function named(
	tx: Transaction,
	workflowId: number,
	job: SpawnedJob,
	{ table, name }: { readonly table: "resource_requirements" | "failure_handler"; readonly name: string },
): number {
	const row = tx.db.get<{ id: number }>(`SELECT id FROM ${table} WHERE workflow_id = ? AND name = ?`, workflowId, name);
	if (row !== undefined) return row.id;
	const message = `Job '${job.name}': the workflow has no ${table.replace("_", " ")} named '${name}'`;
	throw invalid(message, { field: table, value: name });
}
