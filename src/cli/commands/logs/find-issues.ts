// The lines of a log that tell of trouble.
import type { Readable } from "node:stream";
import { type LogPattern, matchLine } from "../../../recovery/log-pattern.ts";
import { readJobFileName } from "./log-names.ts";

/** Of a line that is shown; more of it is looked at. */
const SHOWN_CHARACTERS = 120;
const KEPT_CHARACTERS = 65_536;

export interface LogIssue {
	readonly file: string;
	/** 1-based. */
	readonly line_number: number;
	readonly line: string;
	readonly pattern_description: string;
	readonly severity: LogPattern["severity"];
	/** Where the file is a job's own output. */
	readonly job_id?: number;
	readonly run_id?: number;
	readonly attempt_id?: number;
}

/** `name`: of the file without folders; the first of the patterns that a line matches names it. */
export async function findIssues(
	name: string,
	content: Readable | ReadableStream<Uint8Array>,
	patterns: readonly LogPattern[],
): Promise<LogIssue[]> {
	const job = readJobFileName(name);
	const place = job === null ? {} : { job_id: job.jobId, run_id: job.runId, attempt_id: job.attemptId };
	const issues: LogIssue[] = [];
	let number = 0;
	for await (const line of lines(content)) {
		number++;
		const found = matchLine(patterns, line);
		if (found === null) continue;
		const { description, severity } = found;
		const shown = line.trim().slice(0, SHOWN_CHARACTERS);
		issues.push({ file: name, line_number: number, line: shown, pattern_description: description, severity, ...place });
	}
	return issues;
}

/** Lines without their ends; overlong ones are cut. */
async function* lines(content: Readable | ReadableStream<Uint8Array>): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let open = "";
	for await (const chunk of content as AsyncIterable<Uint8Array>) {
		const parts = (open + decoder.decode(chunk, { stream: true })).split("\n");
		open = (parts.pop() ?? "").slice(0, KEPT_CHARACTERS);
		yield* parts;
	}
	if (open !== "") yield open;
}
