// A specification as a workflow that can be created, its problems printed where they stand.
import type { WorkflowDraft } from "../../../core/draft.ts";
import { TorcError } from "../../../core/errors.ts";
import type { LoadedSpec } from "../../../spec/load-spec.ts";
import type { SpecText } from "../../../spec/read-spec-text.ts";
import type { Context } from "../../context.ts";

export interface LoadOptions {
	/** Warnings about schedulers are not asked about. */
	readonly skipChecks?: boolean;
	readonly noResourceMonitoring?: boolean;
}

export interface LoadedDraft {
	readonly draft: WorkflowDraft;
}

/** Errors: `invalid` when the specification has problems (they are on standard error then), or a warning stood. */
export async function loadDraft(context: Context, spec: SpecText, options: LoadOptions): Promise<LoadedDraft> {
	const loaded = await load(context, spec, options);
	await printDiagnostics(context, loaded, spec.text);
	if (loaded.draft === null) throw refusal(loaded, spec.file);
	await askAboutSchedulers(context, loaded, options);
	return { draft: loaded.draft };
}

export async function load(context: Context, spec: SpecText, options: LoadOptions): Promise<LoadedSpec> {
	const { loadSpec } = await import("../../../spec/load-spec.ts");
	return loadSpec({
		...spec,
		user: context.user,
		submissionDirectory: context.cwd,
		resourceMonitoring: !options.noResourceMonitoring,
	});
}

/** On standard error; with -f json they are part of the answer or of the error. */
export async function printDiagnostics(context: Context, loaded: LoadedSpec, text: string): Promise<void> {
	if (loaded.diagnostics.length === 0 || context.format === "json") return;
	const { renderDiagnostics } = await import("../../../spec/render-diagnostics.ts");
	context.terminal.draw(renderDiagnostics(loaded.diagnostics, text));
}

function refusal({ diagnostics }: LoadedSpec, file: string): TorcError {
	const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
	const problems = errors === 1 ? "1 problem" : `${errors} problems`;
	return new TorcError("invalid", `${file} has ${problems}; nothing was created`, {
		hint: "Correct the places named above; 'torc create --dry-run' checks again without creating anything.",
		details: { diagnostics },
	});
}

/** Jobs that fit no scheduler are asked about, also with -f json; without a terminal they are refused (1-spec §1). */
async function askAboutSchedulers(context: Context, loaded: LoadedSpec, options: LoadOptions): Promise<void> {
	if (loaded.schedulerWarnings.length === 0) return;
	for (const warning of loaded.schedulerWarnings) context.warn(warning);
	if (options.skipChecks) return;
	const hint = "Correct the requirements or the schedulers, or use --skip-checks.";
	const { terminal } = context;
	if (!terminal.stdinIsTerminal) throw new TorcError("invalid", "Jobs do not fit the schedulers", { hint });
	const answer = (await terminal.ask("Proceed anyway? [y/N] "))?.trim().toLowerCase();
	if (answer !== "y" && answer !== "yes") throw new TorcError("invalid", "Nothing was created", { hint });
}
