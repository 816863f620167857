// Purpose: a new workflow from an exported document (3-rest-api §8), in one transaction: all of it or nothing.
// Ids are new, jobs begin uninitialized, actions have not fired, and nobody has access but the new owner and those of
// the document's groups that are known here.
import { type Fields, insertRecord, type RecordTable } from "../../reads/records/record-table.ts";
import { FILES, LOCAL_SCHEDULERS, SLURM_SCHEDULERS, USER_DATA } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { createAction, type NewAction } from "../actions/actions.ts";
import { defaultRequirements } from "../jobs/create-jobs.ts";
import { createFailureHandler } from "../records/failure-handlers.ts";
import { adoptRequirements, type RequirementsInput } from "../records/resource-requirements.ts";
import { createRoCrateEntity } from "../records/ro-crate-entities.ts";
import { createWorkflow, type WorkflowInput } from "../workflows.ts";
import { type ImportedNode, type ImportedResult, importNodes, importResults } from "./import-history.ts";
import { ImportIds } from "./import-ids.ts";
import { type ImportedJob, type ImportedSet, type ImportTarget, importJobs } from "./import-jobs.ts";

type WithId = { readonly id?: number | null | undefined };

export interface ImportedRecords {
	readonly files: Fields & WithId;
	readonly user_data: Fields & WithId;
	readonly resource_requirements: RequirementsInput & WithId;
	readonly slurm_schedulers: Fields & WithId;
	readonly local_schedulers: Fields & WithId;
	readonly failure_handlers: { readonly name: string; readonly rules: string } & WithId;
	readonly jobs: ImportedJob;
	readonly dependency_sets: ImportedSet;
	readonly workflow_actions: NewAction;
	readonly ro_crate_entities: Fields;
	readonly compute_nodes: ImportedNode;
	readonly results: ImportedResult;
	/** Never taken over. */
	readonly events: unknown;
}

export interface ImportDocument {
	readonly workflow: WorkflowInput & { readonly run_id?: number | null | undefined };
	/** The records of a kind, in the document's order; none when it lacks the kind. */
	records<Kind extends keyof ImportedRecords>(kind: Kind): Iterable<ImportedRecords[Kind]>;
}

export interface ImportOptions {
	/** Instead of the document's name. */
	readonly name: string | null;
	readonly owner: string;
	readonly skipResults: boolean;
}

export interface ImportedWorkflow {
	readonly workflow_id: number;
	readonly workflow_name: string;
	readonly jobs: number;
	readonly files: number;
	readonly user_data: number;
	readonly results: number;
	readonly compute_nodes: number;
	/** What could not be taken over as it was. */
	readonly warnings: string[];
}

/** Errors: 422 for values that break a rule, or ids that the document does not have. */
export function importWorkflow(tx: Transaction, document: ImportDocument, options: ImportOptions): ImportedWorkflow {
	const warnings = new Warnings();
	const workflow = { ...document.workflow, ...(options.name !== null && { name: options.name }) };
	const groups = knownGroups(tx, workflow.access_groups ?? [], warnings);
	const workflowId = createWorkflow(tx, { ...workflow, access_groups: groups }, options.owner);
	const target: ImportTarget = {
		workflowId,
		ids: new ImportIds(),
		workflowEnv: workflow.env ?? {},
		defaultRequirements: defaultRequirements(tx, workflowId),
		warn: (message) => warnings.add(message),
	};
	importDefinitions(tx, target, document);
	const files = importRecords(tx, target, document, "files");
	const userData = importRecords(tx, target, document, "user_data");
	const jobs = importJobs(tx, target, document.records("jobs"), document.records("dependency_sets"));
	for (const action of document.records("workflow_actions")) importAction(tx, target, action);
	for (const entity of document.records("ro_crate_entities")) importEntity(tx, target, entity);
	let nodes = 0;
	let history = { results: 0, nodes: 0 };
	if (!options.skipResults) {
		nodes = importNodes(tx, target, document.records("compute_nodes"));
		history = importResults(tx, target, document.records("results"), workflow.run_id ?? 0);
	}
	// What is left out has to be right all the same: a broken document is refused as a whole.
	lookAt(document, options.skipResults ? ["compute_nodes", "results", "events"] : ["events"]);
	return {
		workflow_id: workflowId,
		workflow_name: workflow.name,
		jobs,
		files,
		user_data: userData,
		results: history.results,
		compute_nodes: nodes + history.nodes,
		warnings: warnings.all(),
	};
}

function knownGroups(tx: Transaction, names: readonly string[], warnings: Warnings): string[] {
	return names.filter((name) => {
		const known = tx.db.get("SELECT id FROM access_group WHERE name = ?", name) !== undefined;
		if (!known) warnings.add(`Access group '${name}' is unknown here: the workflow is not shared with it`);
		return known;
	});
}

function importDefinitions(tx: Transaction, target: ImportTarget, document: ImportDocument): void {
	const { workflowId, ids } = target;
	for (const record of document.records("resource_requirements")) {
		const own = { ...record, workflow_id: workflowId };
		ids.add("resource_requirements", record.id, adoptRequirements(tx, own, target.defaultRequirements));
	}
	importRecords(tx, target, document, "slurm_schedulers");
	importRecords(tx, target, document, "local_schedulers");
	for (const handler of document.records("failure_handlers")) {
		const { id } = createFailureHandler(tx, { ...handler, workflow_id: workflowId });
		ids.add("failure_handlers", handler.id, id);
	}
}

/** Kinds that are taken over as they are. */
const PLAIN = {
	files: FILES,
	user_data: USER_DATA,
	slurm_schedulers: SLURM_SCHEDULERS,
	local_schedulers: LOCAL_SCHEDULERS,
} as const satisfies Partial<Record<keyof ImportedRecords, RecordTable>>;

/** Answers their number. */
function importRecords(
	tx: Transaction,
	{ workflowId, ids }: ImportTarget,
	document: ImportDocument,
	kind: keyof typeof PLAIN,
): number {
	let count = 0;
	for (const record of document.records(kind)) {
		ids.add(kind, record.id, insertRecord(tx, PLAIN[kind], { ...record, workflow_id: workflowId }));
		count++;
	}
	return count;
}

/** It has not fired yet. Numbers of jobs and schedulers that the document does not have are left out. */
function importAction(tx: Transaction, { workflowId, ids, warn }: ImportTarget, action: NewAction): void {
	const { trigger_type, action_type, persistent, is_recovery } = action;
	const jobIds = action.job_ids?.flatMap((id) => ids.find("jobs", id) ?? []);
	if (jobIds && jobIds.length < (action.job_ids?.length ?? 0))
		warn(`An action (${trigger_type}) named jobs that are not there`);
	const config = action.action_config as Readonly<Record<string, unknown>>;
	const scheduler = typeof config?.scheduler_id === "number" ? ids.scheduler(config.scheduler_id) : undefined;
	const action_config = { ...config, ...(scheduler !== undefined && { scheduler_id: scheduler }) };
	if (typeof config?.scheduler_id === "number" && scheduler === undefined) {
		warn(`An action (${trigger_type}) named scheduler ${config.scheduler_id}, which the document does not have`);
		delete action_config.scheduler_id;
	}
	createAction(tx, workflowId, { trigger_type, action_type, action_config, job_ids: jobIds, persistent, is_recovery });
}

/** Names of jobs inside entities are made of their ids: `#job-17-attempt-1`. */
function importEntity(tx: Transaction, { workflowId, ids, warn }: ImportTarget, entity: Fields): void {
	const text = JSON.stringify(entity).replace(/#job-(\d+)-attempt-/g, (whole, id: string) => {
		const job = ids.find("jobs", Number(id));
		return job === undefined ? whole : `#job-${job}-attempt-`;
	});
	const moved = JSON.parse(text) as Record<string, unknown>;
	const fileId = typeof moved.file_id === "number" ? ids.find("files", moved.file_id) : undefined;
	if (typeof moved.file_id === "number" && fileId === undefined)
		warn(`Entity '${moved.entity_id}' named an unknown file`);
	createRoCrateEntity(tx, { ...moved, workflow_id: workflowId, file_id: fileId ?? null });
}

/** The first ones, and how many more there were. */
class Warnings {
	private static readonly MOST = 20;
	private readonly messages: string[] = [];
	private more = 0;

	add(message: string): void {
		if (this.messages.length < Warnings.MOST) this.messages.push(message);
		else this.more++;
	}

	all(): string[] {
		return this.more === 0 ? this.messages : [...this.messages, `and ${this.more} more`];
	}
}

function lookAt(document: ImportDocument, kinds: readonly (keyof ImportedRecords)[]): void {
	for (const kind of kinds) for (const _ of document.records(kind));
}
