// The streamed body of create_workflow_from_draft: bytes are kept as they come, and parsed line by line inside the one
// transaction, so a million jobs never exist all at once.
import { TorcError } from "../../core/errors.ts";
import type { DraftChunk } from "../../store/commands/draft/create-workflow-from-draft.ts";
import type { BodySpool } from "./body-spool.ts";
import { DraftLineChecker } from "./check-draft-line.ts";
import { receiveBody } from "./receive-body.ts";

export interface DraftBody extends Disposable {
	/** Can be gone through once. Errors while iterating: `malformed` (no JSON), `invalid`; with the line's number. */
	readonly lines: Iterable<DraftChunk>;
}

/** `arrived` as for receiveBody. Errors: `unsupported_media`, `environment` when there is no room for the body. */
export async function readDraftBody(request: Request, arrived: () => void): Promise<DraftBody> {
	const type = request.headers.get("content-type") ?? "";
	if (!/^application\/(x-ndjson|jsonl|json-lines)\b/.test(type)) {
		throw new TorcError("unsupported_media", `Expected Content-Type application/x-ndjson, got ${type || "none"}`);
	}
	const spool = await receiveBody(request, arrived);
	return { lines: checkedLines(spool), [Symbol.dispose]: () => spool[Symbol.dispose]() };
}

function* checkedLines(spool: BodySpool): Generator<DraftChunk> {
	const checker = new DraftLineChecker();
	for (const line of textLines(spool.blocks())) {
		if (line === "") continue;
		let parsed: unknown;
		try {
			parsed = JSON.parse(line);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			throw new TorcError("malformed", `Line ${checker.line + 1} of the draft is not JSON: ${reason}`, {
				cause: error,
				details: { field: "body" },
			});
		}
		yield checker.check(parsed);
	}
	checker.finish();
}

/** The lines of consecutive blocks of bytes. */
export function* textLines(blocks: Iterable<Uint8Array>): Generator<string> {
	const decode = utf8Decoder();
	let rest = "";
	for (const block of blocks) {
		let start = 0;
		for (let end = block.indexOf(NEWLINE); end >= 0; end = block.indexOf(NEWLINE, start)) {
			yield rest + decode(block.subarray(start, end), false);
			rest = "";
			start = end + 1;
		}
		// A character may be cut between two blocks.
		if (start < block.length) rest += decode(block.subarray(start), true);
	}
	rest += decode(new Uint8Array(0), false);
	if (rest !== "") yield rest;
}

/** Error: `malformed`. */
function utf8Decoder(): (bytes: Uint8Array, stream: boolean) => string {
	const decoder = new TextDecoder("utf-8", { fatal: true });
	return (bytes, stream) => {
		try {
			return decoder.decode(bytes, { stream });
		} catch (error) {
			throw new TorcError("malformed", "The draft is not UTF-8", { cause: error, details: { field: "body" } });
		}
	};
}

const NEWLINE = 10;
