// The streamed body of create_workflow_from_draft: bytes are collected as they come, and parsed line by line inside the
// one transaction; each chunk of bytes is freed once its lines are taken, so a million jobs never exist all at once.
import { TorcError } from "../core/errors.ts";
import type { DraftChunk } from "../store/commands/create-workflow-from-draft.ts";
import { DraftLineChecker } from "./check-draft-line.ts";

/** Errors: `unsupported_media`; while iterating `malformed` (no JSON) and `invalid`, with the line's number. */
export async function readDraftBody(request: Request): Promise<Iterable<DraftChunk>> {
	const type = request.headers.get("content-type") ?? "";
	if (!/^application\/(x-ndjson|jsonl|json-lines)\b/.test(type)) {
		throw new TorcError("unsupported_media", `Expected Content-Type application/x-ndjson, got ${type || "none"}`);
	}
	const chunks: Uint8Array[] = [];
	if (request.body !== null) for await (const chunk of request.body) chunks.push(chunk);
	return checkedLines(chunks);
}

function* checkedLines(chunks: Uint8Array[]): Generator<DraftChunk> {
	const checker = new DraftLineChecker();
	for (const line of textLines(chunks)) {
		if (line === "") continue;
		let parsed: unknown;
		try {
			parsed = JSON.parse(line);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			throw new TorcError("malformed", `Line ${checker.line + 1} of the draft is not JSON: ${reason}`, {
				cause: error,
			});
		}
		yield checker.check(parsed);
	}
	checker.finish();
}

/** The lines of a list of byte chunks, which is emptied on the way. */
export function* textLines(chunks: Uint8Array[]): Generator<string> {
	const decoder = new TextDecoder();
	let rest = "";
	for (let index = 0; index < chunks.length; index++) {
		const chunk = chunks[index] as Uint8Array;
		chunks[index] = EMPTY;
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
			yield rest + decoder.decode(chunk.subarray(start, end));
			rest = "";
			start = end + 1;
		}
		// A character may be cut between two chunks.
		if (start < chunk.length) rest += decoder.decode(chunk.subarray(start), { stream: true });
	}
	rest += decoder.decode();
	if (rest !== "") yield rest;
}

const NEWLINE = 10;
const EMPTY = new Uint8Array(0);
