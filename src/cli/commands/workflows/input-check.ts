// What --dry-run of init and reinit tells about files.
import type { Client } from "../../../client/call.ts";
import { text, type View } from "../../render/view.ts";
import { existingOutputs } from "./initialize.ts";
import { missingFiles } from "./required-inputs.ts";

export interface InputCheck {
	readonly workflow_id: number;
	/** No input file is missing. */
	readonly safe: boolean;
	readonly missing_input_files: readonly string[];
	readonly missing_input_file_count: number;
	readonly existing_output_files: readonly string[];
	readonly existing_output_file_count: number;
}

export async function checkInputs(client: Client, workflowId: number, cwd: string): Promise<InputCheck> {
	const missing = await missingFiles(client, workflowId, cwd);
	const existing = await existingOutputs(client, workflowId, cwd);
	return {
		workflow_id: workflowId,
		safe: missing.length === 0,
		missing_input_files: missing,
		missing_input_file_count: missing.length,
		existing_output_files: existing,
		existing_output_file_count: existing.length,
	};
}

export function showInputCheck(check: InputCheck): View {
	const { workflow_id: id, missing_input_files: missing, existing_output_files: existing } = check;
	return text(
		[
			...(missing.length > 0 ? ["Missing input files:", ...missing.map((path) => `  ${path}`)] : []),
			...(existing.length > 0 ? ["Existing output files:", ...existing.map((path) => `  ${path}`)] : []),
			check.safe ? `Workflow ${id} can be initialized` : `Workflow ${id} lacks input files; --force ignores that`,
		].join("\n"),
	);
}
