// Turns what a handler threw into an HTTP answer; the only place that does.
import { type ErrorKind, TorcError } from "../core/errors.ts";
import { jsonAnswer, plainAnswer } from "./answer.ts";

/**
 * The body is `{"error": {...}}` with the message inside, the error's details beside it (3-rest-api §1). What was not
 * thrown on purpose is a fault of ours: it is logged, and the caller gets the span id to find it by.
 */
export function errorAnswer(error: unknown, spanId: string, log: (message: string) => void): Response {
	if (!(error instanceof TorcError)) {
		const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
		log(`internal error in request ${spanId}: ${text}`);
		const message = `Internal error; the server's log has the details under ${spanId}`;
		return jsonAnswer({ error: { error: WORDS.internal, message } }, 500, spanId);
	}
	if (error.kind === "unauthorized") {
		const headers = { "content-type": "text/plain; charset=utf-8", "www-authenticate": 'Basic realm="Torc"' };
		return plainAnswer("Unauthorized", { status: 401, spanId, headers });
	}
	if (error.status >= 500) log(`${error.kind} error in request ${spanId}: ${error.message}`);
	const word = WORDS[error.kind];
	const content = {
		...(word && { error: word }),
		message: error.message,
		...error.details,
		...(error.hint !== null && { hint: error.hint }),
	};
	const answer = jsonAnswer({ error: content }, error.status, spanId);
	if (error.kind === "busy") answer.headers.set("retry-after", "1");
	return answer;
}

/** Kinds whose answers carry a word for programs; the others carry only the message, as clients know them. */
const WORDS: Partial<Record<ErrorKind, string>> = {
	denied: "Forbidden",
	internal: "InternalServerError",
	environment: "InternalServerError",
	malformed: "BadRequest",
	no_method: "MethodNotAllowed",
	too_large: "PayloadTooLarge",
	unsupported_media: "UnsupportedMediaType",
	busy: "ServiceUnavailable",
};
