// Purpose: resource requirements of a workflow, with their values checked (1-spec, ResourceRequirementsSpec).
import { parseDuration } from "../../../core/duration.ts";
import { invalid } from "../../../core/errors.ts";
import { parseMemorySize } from "../../../core/memory-size.ts";
import { getRecord, type StoredRecord } from "../../reads/records/record-table.ts";
import { RESOURCE_REQUIREMENTS } from "../../reads/records/record-tables.ts";
import { getWorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { refuseArchived } from "../refuse-archived.ts";
import { createEvent } from "../store-event.ts";
import { changeRecord, createRecord, removeRecord } from "./records.ts";

type Maybe<T> = T | null | undefined;
export interface RequirementsInput {
	readonly workflow_id: number;
	readonly name: string;
	readonly num_cpus?: Maybe<number>;
	readonly num_gpus?: Maybe<number>;
	readonly num_nodes?: Maybe<number>;
	readonly memory?: Maybe<string>;
	readonly runtime?: Maybe<string>;
}

/** Errors: 404; 422 for the reserved name `default` and bad values, with field and value. */
export function createRequirements(tx: Transaction, input: RequirementsInput): StoredRecord {
	refuseReserved(input.name);
	return createRecord(tx, RESOURCE_REQUIREMENTS, filled(input));
}

/** Of a whole workflow that is made anew: `default` means its automatic record. Answers the id. Errors: 422 for bad values. */
export function adoptRequirements(tx: Transaction, input: RequirementsInput, defaultId: number): number {
	if (input.name !== "default") return createRecord(tx, RESOURCE_REQUIREMENTS, filled(input)).id;
	return changeRecord(tx, RESOURCE_REQUIREMENTS, defaultId, filled(input)).id;
}

/** All fields, with the numbers behind the texts. */
function filled(input: RequirementsInput) {
	const full = {
		workflow_id: input.workflow_id,
		name: input.name,
		num_cpus: input.num_cpus ?? 1,
		num_gpus: input.num_gpus ?? 0,
		num_nodes: input.num_nodes ?? 1,
		memory: input.memory ?? "1m",
		runtime: input.runtime ?? "PT1M",
	};
	return { ...full, ...measured(full) };
}

/** Jobs without requirements of their own get the record of this name. */
function refuseReserved(name: string): void {
	if (name !== "default") return;
	const message = "The name 'default' is reserved: every workflow has that record; change it with an update";
	throw invalid(message, { field: "name", value: name });
}

/** Allowed at any time: waiting jobs are claimed by the new values. Errors: 404; 422 also for a change of `default`'s name. */
export function updateRequirements(
	tx: Transaction,
	id: number,
	input: Partial<RequirementsInput>,
	user: string,
): StoredRecord {
	const before = getRecord(tx.db, RESOURCE_REQUIREMENTS, id);
	if (input.name && input.name !== before.name) {
		refuseReserved(input.name);
		refuseReserved(before.name as string);
	}
	const after = changeRecord(tx, RESOURCE_REQUIREMENTS, id, { ...input, ...measured(input) });
	const action = "update_resource_requirements";
	createEvent(tx, before.workflow_id, { category: "user_action", action, user, before, after });
	tx.emit(before.workflow_id, "requirements_changed", { resource_requirements_id: id }, "debug");
	return after;
}

/** Error also: 422 while jobs use the record. */
export function deleteRequirements(tx: Transaction, id: number): StoredRecord {
	const { workflow_id } = getRecord(tx.db, RESOURCE_REQUIREMENTS, id);
	const sql = "SELECT count(*) AS n FROM job WHERE workflow_id = ? AND resource_requirements_id = ?";
	const users = tx.db.get<{ n: number }>(sql, workflow_id, id)?.n ?? 0;
	if (users > 0) throw invalid(`Resource requirements ${id} are used by ${users} jobs`, { field: "id", value: id });
	return removeRecord(tx, RESOURCE_REQUIREMENTS, id);
}

/** Removes the records no job uses, `default` too: the next job that needs it makes it again. Answers their number. */
export function deleteUnusedRequirements(tx: Transaction, workflowId: number): number {
	refuseArchived(getWorkflowState(tx.db, workflowId));
	return tx.db.run(
		`DELETE FROM resource_requirements WHERE workflow_id = ?1
			AND id NOT IN (SELECT resource_requirements_id FROM job WHERE workflow_id = ?1)`,
		workflowId,
	);
}

/** Checks the given values; answers the numbers behind the texts. */
function measured(input: Partial<RequirementsInput>): Record<string, number> {
	const numbers: Record<string, number> = {};
	const refuse = (field: string, value: unknown, message: string): never => {
		throw invalid(message, { field, value });
	};
	const { num_cpus, num_gpus, num_nodes, memory, runtime } = input;
	if (num_cpus != null && num_cpus <= 0) refuse("num_cpus", num_cpus, "num_cpus must be > 0");
	if (num_gpus != null && num_gpus < 0) refuse("num_gpus", num_gpus, "num_gpus must be >= 0");
	if (num_nodes != null && num_nodes <= 0) refuse("num_nodes", num_nodes, "num_nodes must be > 0");
	if (memory != null) {
		const bytes = parseMemorySize(memory);
		numbers.memory_bytes =
			bytes ?? refuse("memory", memory, `Invalid memory format '${memory}': use digits and k, m, g or t, e.g. 16g`);
	}
	if (runtime != null) {
		const seconds = parseDuration(runtime);
		numbers.runtime_seconds =
			seconds ?? refuse("runtime", runtime, `Invalid runtime format '${runtime}': use ISO 8601, e.g. PT30M or P1DT12H`);
	}
	return numbers;
}
