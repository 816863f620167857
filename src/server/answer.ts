// Responses with the headers every answer carries (3-rest-api §1).
import { randomBytes } from "node:crypto";

/** A JSON answer. `undefined` fields are left out; nulls must have been removed before. */
export function jsonAnswer(body: unknown, status: number, spanId: string): Response {
	const text = JSON.stringify(body);
	return new Response(text, {
		status,
		headers: {
			"content-type": "application/json",
			"content-length": String(Buffer.byteLength(text)),
			"x-span-id": spanId,
			"x-content-type-options": "nosniff",
			"x-frame-options": "DENY",
		},
	});
}

/** An answer with an empty or non-JSON body. */
export function plainAnswer(
	body: string | ReadableStream<Uint8Array> | null,
	options: { readonly status: number; readonly spanId: string; readonly headers?: Readonly<Record<string, string>> },
): Response {
	return new Response(body, {
		status: options.status,
		headers: { ...commonHeaders(options.spanId), ...options.headers },
	});
}

export const commonHeaders = (spanId: string): Record<string, string> => ({
	"x-span-id": spanId,
	"x-content-type-options": "nosniff",
	"x-frame-options": "DENY",
});

/**
 * The caller's span id where it is short and plain, or a new one. Those of one process share a random part and count up:
 * cheap, and sorted in a log.
 */
export function spanIdOf(request: Request): string {
	const given = request.headers.get("x-span-id");
	if (given !== null && PLAIN_SPAN.test(given)) return given;
	return `${PROCESS_PART}-${(spans++).toString(16).padStart(8, "0")}`;
}

/** What can stand in a header and in a line of a log. */
const PLAIN_SPAN = /^[\x20-\x7e]{1,200}$/;

const PROCESS_PART = randomBytes(6).toString("hex");
let spans = 0;
