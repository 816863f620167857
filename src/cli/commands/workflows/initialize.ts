// Prepares a workflow to run from the beginning (2-states §4.2).
import type { Client } from "../../../client/call.ts";
import type { TaskModel } from "../../../contract/models/task.ts";
import { collect } from "../../lists/collect.ts";
import { describeStart } from "./describe-start.ts";
import { changedFiles, modificationTime, storeTimes } from "./file-times.ts";
import { refuseMissingInputs } from "./required-inputs.ts";

export interface InitializeOptions {
	/** Go on without missing inputs, and although jobs are running. */
	readonly force: boolean;
	/** Relative paths of files start here. */
	readonly cwd: string;
	readonly warn: (message: string) => void;
	/** The workflow was created a moment ago: no job has a state, and the files' times are those of now. */
	readonly fresh?: boolean;
	/** The server goes on after its answer. */
	readonly inBackground?: boolean;
}

/** The server's task with `inBackground`, else null. Errors: `invalid` when inputs are missing, jobs run, or it is archived. */
export async function initialize(
	client: Client,
	workflowId: number,
	options: InitializeOptions,
): Promise<TaskModel | null> {
	const params = { id: workflowId };
	if (!options.force) await refuseMissingInputs(client, workflowId, options.cwd);
	const existing = await existingOutputs(client, workflowId, options.cwd);
	if (existing.length > 0) {
		const names = existing.slice(0, 3).join(", ") + (existing.length > 3 ? ", …" : "");
		options.warn(`${existing.length} output file(s) exist and will be written again: ${names}`);
	}
	await client.resetWorkflowStatus({ params, query: options.force ? { force: true } : {} });
	if (!options.fresh) {
		await client.resetJobStatus({ params });
		const files = await collect(client.listFiles, { query: { workflow_id: workflowId } });
		await storeTimes(client, changedFiles(files, options.cwd));
	}
	const answer = await client.initializeJobs({ params, query: options.inBackground ? { async: true } : {} });
	if ("operation" in answer) return answer;
	await describeStart(client, workflowId, options.cwd);
	return null;
}

/** Paths of files that jobs write and that exist already. */
export async function existingOutputs(client: Client, workflowId: number, cwd: string): Promise<string[]> {
	const outputs = await collect(client.listFiles, { query: { workflow_id: workflowId, is_output: true } });
	return outputs.map((file) => file.path).filter((path) => modificationTime(path, cwd) !== null);
}
