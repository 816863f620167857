// Who did what: the programs of a run, the workflow as its plan, the run, and each completed job.
import {
	jobActionId,
	PLAN,
	reference,
	runEntities,
	runId,
	softwareEntity,
	softwareId,
} from "../../core/crate-entities.ts";
import type { WorkflowState } from "../reads/workflows/workflow-state.ts";
import type { Transaction } from "../transaction.ts";
import { addEntity, putEntity } from "./entity.ts";
import { describeFiles, describeOutputs, type WrittenFile } from "./file-entities.ts";

/** At every initialize; files only where the workflow asks for provenance. */
export function describeInitialize(tx: Transaction, workflow: WorkflowState): void {
	addEntity(tx, workflow.id, softwareEntity("torc-server", workflow.run_id));
	if (workflow.enable_ro_crate === 1) describeFiles(tx, workflow.id);
}

/** When a runner begins: the run has started. `program`: what works on it, beside torc. */
export function describeRunStart(tx: Transaction, workflow: WorkflowState, program: string | null): void {
	describeRun(tx, workflow, tx.timestamp);
	if (program !== null) addEntity(tx, workflow.id, softwareEntity(program, workflow.run_id));
}

export interface CompletedJob {
	readonly id: number;
	readonly name: string;
	readonly attempt: number;
	readonly startTime: string | null;
	readonly endTime: string;
	readonly outputs: readonly WrittenFile[];
}

/** A later run replaces what an earlier one said of the same files, and stands beside it. */
export function describeCompletion(tx: Transaction, workflow: WorkflowState, job: CompletedJob): void {
	const run = workflow.run_id;
	describeRun(tx, workflow, job.startTime ?? job.endTime);
	const writer = { workflowId: workflow.id, jobId: job.id, run, attempt: job.attempt };
	const written = describeOutputs(tx, writer, job.outputs);
	const read = inputsOf(tx, job.id);
	putEntity(tx, workflow.id, {
		"@id": jobActionId(job.id, job.attempt),
		"@type": ["CreateAction", "prov:Activity"],
		name: job.name,
		"prov:hadPlan": reference(PLAN),
		isPartOf: reference(runId(run)),
		instrument: reference(softwareId("torc", run)),
		...(job.startTime !== null && { startTime: job.startTime }),
		endTime: job.endTime,
		...(read.length > 0 && { object: read.map(reference), "prov:used": read.map(reference) }),
		result: written.map(reference),
	});
}

/** The first to tell when the run started is right. */
function describeRun(tx: Transaction, { id, run_id: run }: WorkflowState, startTime: string): void {
	const { name, description } = tx.db.get<{ name: string; description: string | null }>(
		"SELECT name, description FROM workflow WHERE id = ?",
		id,
	) as { readonly name: string; readonly description: string | null };
	for (const entity of runEntities({ name, description, run })) addEntity(tx, id, entity);
	tx.db.run(SET_START, startTime, id, runId(run));
}

/** json_insert leaves alone what is there. */
const SET_START = `UPDATE ro_crate_entity SET metadata = json_insert(metadata, '$.startTime', ?)
	WHERE workflow_id = ? AND entity_id = ?`;

function inputsOf(tx: Transaction, jobId: number): string[] {
	return tx.db
		.all<{ id: string }>(
			`SELECT coalesce(e.entity_id, f.identifier, f.path) AS id FROM job j
				CROSS JOIN input_file_member m ON m.list_id = j.input_file_list_id CROSS JOIN file f ON f.id = m.file_id
				LEFT JOIN ro_crate_entity e ON e.workflow_id = f.workflow_id AND e.file_id = f.id
				WHERE j.id = ? ORDER BY f.id`,
			jobId,
		)
		.map((row) => row.id);
}
