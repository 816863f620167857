// torc create: a specification becomes a workflow; with --dry-run it is only checked.
import { TorcError } from "../../../core/errors.ts";
import type { LoadedSpec } from "../../../spec/load-spec.ts";
import { readSpecText } from "../../../spec/read-spec-text.ts";
import type { Context } from "../../context.ts";
import { create } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { createWorkflow } from "./create-workflow.ts";
import { load, loadDraft, printDiagnostics } from "./load-draft.ts";

export const command = implement(create, {
	run: async (context, args) => {
		const spec = readSpecText(args.file);
		const options = { skipChecks: args.skipChecks, noResourceMonitoring: args.noResourceMonitoring };
		if (args.dryRun) {
			const loaded = await load(context, spec, options);
			await printDiagnostics(context, loaded, spec.text);
			sayUnfit(context, loaded, args.skipChecks);
			return { dryRun: dryRunAnswer(loaded, args.skipChecks) };
		}
		const { draft } = await loadDraft(context, spec, options);
		const workflowId = await createWorkflow(context, draft);
		return { created: { workflow_id: workflowId, status: "success", message: `Created workflow ${workflowId}` } };
	},
	json: (done) => ("dryRun" in done ? done.dryRun : done.created),
	show: (done) => text("dryRun" in done ? drawDryRun(done.dryRun) : done.created.message),
	exitCode: (done) => ("dryRun" in done && !done.dryRun.valid ? 1 : 0),
});

/** On standard error, with -f json a part of the answer. */
function sayUnfit(context: Context, { schedulerWarnings }: LoadedSpec, skipChecks: boolean): void {
	if (context.format === "json") return;
	for (const warning of schedulerWarnings) {
		if (skipChecks) context.warn(warning);
		else context.terminal.say(`Error: ${warning}`);
	}
}

interface DryRun {
	readonly valid: boolean;
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
	readonly summary: NonNullable<LoadedSpec["summary"]> | null;
}

/** A dry run treats what creation would ask about as an error (1-spec §1). */
function dryRunAnswer({ diagnostics, schedulerWarnings, summary }: LoadedSpec, skipChecks: boolean): DryRun {
	const of = (severity: "error" | "warning"): string[] =>
		diagnostics
			.filter((d) => d.severity === severity)
			.map((d) => {
				const meant = d.suggestion ? ` (did you mean '${d.suggestion}'?)` : "";
				return `${d.file}:${d.line}:${d.column}: ${d.message}${meant}`;
			});
	const errors = [...of("error"), ...(skipChecks ? [] : schedulerWarnings)];
	const warnings = [...of("warning"), ...(skipChecks ? schedulerWarnings : [])];
	return { valid: errors.length === 0, errors, warnings, summary };
}

function drawDryRun({ valid, warnings, summary }: DryRun): string {
	if (summary === null && valid) throw new TorcError("internal", "a valid specification without a summary");
	const lines = ["Workflow Validation Results", "==========================="];
	if (summary) {
		lines.push(
			`Workflow: ${summary.workflow_name}`,
			`Jobs: ${summary.job_count} (${summary.job_count_before_expansion} before expansion)`,
			`Files: ${summary.file_count} (${summary.file_count_before_expansion} before expansion)`,
			`User data: ${summary.user_data_count}`,
			`Resource requirements: ${summary.resource_requirements_count}`,
			`Slurm schedulers: ${summary.slurm_scheduler_count}`,
			`Actions: ${summary.action_count}`,
			`Submission: ${summary.has_schedule_nodes_action ? "ready for torc submit" : "no schedule_nodes action"}`,
		);
	}
	const passed = warnings.length > 0 ? `PASSED (with ${warnings.length} warning(s))` : "PASSED";
	lines.push(`Validation: ${valid ? passed : "FAILED"}`);
	return lines.join("\n");
}
