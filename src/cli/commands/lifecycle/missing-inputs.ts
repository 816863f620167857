// Inputs that no job makes and that are not there: told before anything is created.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { WorkflowDraft } from "../../../core/draft.ts";
import { TorcError } from "../../../core/errors.ts";

const SHOWN = 10;

/** Relative paths start at `cwd`. Error: `invalid` naming files and user data. */
export function refuseMissingInputs(draft: WorkflowDraft, cwd: string): void {
	const files = neededRecords(draft, "inputFileLists", "output_files")
		.map((index) => draft.files[index]?.path ?? "")
		.filter((path) => !existsSync(resolve(cwd, path)));
	const records = neededRecords(draft, "inputUserDataLists", "output_user_data")
		.map((index) => draft.userData[index])
		.flatMap((record) => (record && (record.data === undefined || record.data === null) ? [record.name] : []));
	if (files.length === 0 && records.length === 0) return;
	const lines = [...listed("Missing input files:", files), ...listed("User data without data:", records)];
	throw new TorcError(
		"invalid",
		`The workflow lacks inputs that no job makes; nothing was created\n${lines.join("\n")}`,
		{
			hint: "Provide them. To run without them: torc create, torc workflows init --force, torc run.",
			details: { missing_input_files: files, missing_user_data: records },
		},
	);
}

/** Indexes of records that some job reads and none writes. */
function neededRecords(
	draft: WorkflowDraft,
	lists: "inputFileLists" | "inputUserDataLists",
	outputs: "output_files" | "output_user_data",
): number[] {
	const read = new Set(draft[lists].flat());
	if (read.size === 0) return [];
	for (const job of draft.jobs) for (const index of job[outputs] ?? []) read.delete(index);
	return [...read];
}

function listed(title: string, names: readonly string[]): string[] {
	if (names.length === 0) return [];
	const more = names.length > SHOWN ? [`  … and ${names.length - SHOWN} more`] : [];
	return [title, ...names.slice(0, SHOWN).map((name) => `  ${name}`), ...more];
}
