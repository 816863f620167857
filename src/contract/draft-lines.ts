// The body of create_workflow_from_draft: newline-delimited JSON, so that neither side needs a million jobs as one text.
// One line per chunk of records, {"k": kind, "v": [records]}; kinds in the order of KINDS, the workflow first.
import type { WorkflowDraft } from "../core/draft.ts";

/** Kind of a line → the list of the draft it carries; `workflow` is a single record. */
const KINDS = [
	"resourceRequirements",
	"slurmSchedulers",
	"failureHandlers",
	"files",
	"userData",
	"inputFileLists",
	"inputUserDataLists",
	"jobs",
	"dependencySets",
	"actions",
] as const;
export type DraftKind = (typeof KINDS)[number];

const CHUNK = 500;

/** The lines of a draft, each with its newline. */
export function* draftLines(draft: WorkflowDraft): Generator<string> {
	yield `${JSON.stringify({ k: "workflow", v: draft.workflow })}\n`;
	for (const kind of KINDS) {
		const records: readonly unknown[] = draft[kind];
		for (let start = 0; start < records.length; start += CHUNK) {
			yield `${JSON.stringify({ k: kind, v: records.slice(start, start + CHUNK) })}\n`;
		}
	}
}

export type DraftLine =
	| { readonly k: "workflow"; readonly v: WorkflowDraft["workflow"] }
	| { [K in DraftKind]: { readonly k: K; readonly v: WorkflowDraft[K] } }[DraftKind];
