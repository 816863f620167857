// torc logs analyze: known errors in the logs of a workflow.
import { resolve } from "node:path";
import { JOB_LOG_PATTERNS } from "../../../recovery/job-log-patterns.ts";
import type { LogPattern } from "../../../recovery/log-pattern.ts";
import { logsAnalyze } from "../../grammar/logs.ts";
import { implement } from "../../implement.ts";
import { usageError } from "../../parse/usage-error.ts";
import { text } from "../../render/view.ts";
import { findIssues, type LogIssue } from "./find-issues.ts";
import { type BundleInfo, noLogs, openLogs } from "./log-sources.ts";

export const command = implement(logsAnalyze, {
	run: async (context, args) => {
		const source = openLogs(resolve(context.cwd, args.path), args.workflowId);
		const patterns = [...args.pattern.map(readPattern), ...JOB_LOG_PATTERNS];
		const issues: LogIssue[] = [];
		let filesParsed = 0;
		await source.each(async ({ name, content }) => {
			filesParsed++;
			issues.push(...(await findIssues(name, content, patterns)));
		});
		if (filesParsed === 0) throw noLogs(args.path, args.workflowId);
		const errors = issues.filter(({ severity }) => severity === "error").length;
		return {
			workflow_id: source.workflowId,
			...(source.bundle !== null && { bundle: source.bundle }),
			files_parsed: filesParsed,
			errors,
			warnings: issues.length - errors,
			issues,
		};
	},
	show: (found) => text(draw(found)),
	exitCode: ({ errors }, { failOnError }) => (failOnError && errors > 0 ? 1 : 0),
});

function readPattern(given: string): LogPattern {
	const equals = given.indexOf("=");
	if (equals < 1) throw usageError(`--pattern is NAME=REGEX, not '${given}'`, "torc logs analyze");
	try {
		return { description: given.slice(0, equals), severity: "error", pattern: new RegExp(given.slice(equals + 1)) };
	} catch (error) {
		throw usageError(`--pattern '${given}': ${(error as Error).message}`, "torc logs analyze");
	}
}

interface Analysis {
	readonly workflow_id: number | null;
	readonly bundle?: BundleInfo;
	readonly files_parsed: number;
	readonly errors: number;
	readonly warnings: number;
	readonly issues: readonly LogIssue[];
}

/** Warnings are counted, not listed: they are mostly harmless words. */
function draw({ workflow_id, bundle, files_parsed, errors, warnings, issues }: Analysis): string {
	const head = bundle
		? [
				"Bundle Information:",
				`  Workflow ID: ${bundle.workflow_id}`,
				`  Workflow Name: ${bundle.workflow_name}`,
				`  Collected At: ${bundle.collected_at}`,
			]
		: [`Workflow ID: ${workflow_id}`];
	const lines = [...head, `Files parsed: ${files_parsed}`, ""];
	if (issues.length === 0) return [...lines, "No errors detected in log files."].join("\n");
	lines.push("Detected Issues:", `  Errors: ${errors}`, `  Warnings: ${warnings}`);
	const listed = issues.filter(({ severity }) => severity === "error");
	for (const [file, found] of Map.groupBy(listed, (issue) => issue.file)) {
		const job = found[0]?.job_id;
		lines.push("", job === undefined ? `${file}:` : `${file} (job ${job}):`);
		for (const { line_number, pattern_description, line } of found) {
			lines.push(`  [ERROR] Line ${line_number}: ${pattern_description} - ${line}`);
		}
	}
	lines.push("", "Error Type Summary:");
	const kinds = [...Map.groupBy(issues, (issue) => issue.pattern_description)].sort(
		(a, b) => b[1].length - a[1].length,
	);
	for (const [kind, found] of kinds) lines.push(`  ${kind}: ${found.length}`);
	return lines.join("\n");
}
