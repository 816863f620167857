// A specification's text to a workflow that can be created, with everything that is wrong with it.
import type { WorkflowDraft } from "../core/draft.ts";
import { type Diagnostic, Report } from "./diagnostic.ts";
import { type ExpansionContext, readSpecFile } from "./expand/context.ts";
import { expandSpec } from "./expand/expand-spec.ts";
import { parseDocument } from "./formats/parse-document.ts";
import { ParameterError } from "./parameters/parameter-error.ts";
import { readTable } from "./parameters/read-table.ts";
import { checkRecords } from "./records/check-records.ts";
import { type SpecSummary, summarize } from "./summary.ts";
import { applyVariables } from "./variables.ts";

export interface SpecInput {
	readonly text: string;
	/** As given by the user; `<stdin>` for standard input. */
	readonly file: string;
	/** Where relative paths of tables and lists are looked for first. */
	readonly baseDirectory: string;
	/** Owner of the workflow. */
	readonly user: string;
	/** Recorded in the workflow; also where input files are looked for. */
	readonly submissionDirectory?: string | undefined;
	/** Default true: without a resource_monitor record, jobs are watched in summary. */
	readonly resourceMonitoring?: boolean | undefined;
}

export interface LoadedSpec {
	/** Null when there are errors. */
	readonly draft: WorkflowDraft | null;
	readonly diagnostics: readonly Diagnostic[];
	/** Null when the text could not be read as a specification at all. */
	readonly summary: SpecSummary | null;
	/** Jobs that do not fit the Slurm schedulers: creation asks about them, a dry run refuses them. */
	readonly schedulerWarnings: readonly string[];
}

/** Never throws for what is wrong with the text; reads parameter tables, lists and modification times from disk. */
export function loadSpec(input: SpecInput): LoadedSpec {
	const { root, diagnostics } = parseDocument(input.text, input.file);
	if (root === null) return { draft: null, diagnostics, summary: null, schedulerWarnings: [] };
	const report = new Report(input.file, root);
	for (const diagnostic of diagnostics) report.diagnostics.push(diagnostic);
	const context: ExpansionContext = {
		report,
		baseDirectory: input.baseDirectory,
		user: input.user,
		submissionDirectory: input.submissionDirectory,
		resourceMonitoring: input.resourceMonitoring ?? true,
	};
	const filled = applyVariables(root, report, (path) => columnsOf(context, path));
	const document = checkRecords(filled, report);
	if (document === null) return { draft: null, diagnostics: report.diagnostics, summary: null, schedulerWarnings: [] };
	const { draft, schedulerWarnings } = expandSpec(document, context);
	return {
		draft: report.hasErrors ? null : draft,
		diagnostics: report.diagnostics,
		summary: summarize(document, draft),
		schedulerWarnings,
	};
}

function columnsOf(context: ExpansionContext, path: string): readonly string[] | null {
	try {
		return readTable(path, readSpecFile(context, path)).names;
	} catch (error) {
		// The problem is reported where the table is used.
		if (error instanceof ParameterError) return null;
		throw error;
	}
}
