// What must be there before a workflow can run: files and user data that no job will make.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "../../../client/call.ts";
import type { FileModel } from "../../../contract/models/file.ts";
import type { UserDataModel } from "../../../contract/models/user-data.ts";
import { TorcError } from "../../../core/errors.ts";
import { collect } from "../../lists/collect.ts";

/** Files some job reads and none writes, and files that completed jobs have written; in order of id. */
export async function requiredFiles(client: Client, workflowId: number): Promise<FileModel[]> {
	const { files: ids } = await client.listRequiredExistingFiles({ params: { id: workflowId } });
	if (ids.length <= FEW) return Promise.all(ids.map((id) => client.getFile({ params: { id } })));
	const wanted = new Set(ids);
	const files = await collect(client.listFiles, { query: { workflow_id: workflowId } });
	return files.filter((file) => wanted.has(file.id as number));
}

/** User data without data that some job reads and none will write. */
export async function missingUserData(client: Client, workflowId: number): Promise<UserDataModel[]> {
	const { user_data: ids } = await client.listMissingUserData({ params: { id: workflowId } });
	if (ids.length <= FEW) return Promise.all(ids.map((id) => client.getUserData({ params: { id } })));
	const wanted = new Set(ids);
	const records = await collect(client.listUserData, { query: { workflow_id: workflowId } });
	return records.filter((record) => wanted.has(record.id as number));
}

/** So many are asked for one by one. */
const FEW = 20;

/**
 * Paths of files that some job reads, that none makes, and that do not exist; relative paths start at `cwd`. What a
 * completed job made and somebody removed is no missing input: that job makes it again.
 */
export async function missingFiles(client: Client, workflowId: number, cwd: string): Promise<string[]> {
	const files = await requiredFiles(client, workflowId);
	const missing = files.filter((file) => !existsSync(resolve(cwd, file.path)));
	if (missing.length === 0) return [];
	const outputs = await collect(client.listFiles, { query: { workflow_id: workflowId, is_output: true } });
	const made = new Set(outputs.map((file) => file.id));
	return missing.filter((file) => !made.has(file.id)).map((file) => file.path);
}

/** Errors: `invalid`, naming what is missing. */
export async function refuseMissingInputs(client: Client, workflowId: number, cwd: string): Promise<void> {
	const files = await missingFiles(client, workflowId, cwd);
	const records = await missingUserData(client, workflowId);
	if (files.length === 0 && records.length === 0) return;
	const lines = [
		...listed("Missing input files", files),
		...listed(
			"Missing user data",
			records.map((record) => record.name),
		),
	];
	throw new TorcError("invalid", `Workflow ${workflowId} lacks inputs that no job makes\n${lines.join("\n")}`, {
		hint: `Provide them, or go on without them: torc workflows init ${workflowId} --force`,
		details: { missing_input_files: files, missing_user_data: records.map((record) => record.name) },
	});
}

function listed(title: string, names: readonly string[]): string[] {
	if (names.length === 0) return [];
	const shown = names.slice(0, SHOWN).map((name) => `  ${name}`);
	return [`${title}:`, ...shown, ...(names.length > SHOWN ? [`  … and ${names.length - SHOWN} more`] : [])];
}

const SHOWN = 10;
