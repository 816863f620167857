// Reads and checks JSON bodies.
import type { z } from "zod";
import { TorcError } from "../../core/errors.ts";
import { compileProblemFinder } from "./storable-body.ts";

export type BodyReader = (request: Request) => Promise<unknown>;

/**
 * Reads a request's body. Errors: `unsupported_media`, `too_large`, `malformed` (no UTF-8, no JSON), `invalid` with the
 * field's name. A body that does not arrive is cut by the listener.
 */
export function compileBodyReader(schema: z.ZodType, maxBytes: number): BodyReader {
	const findProblem = compileProblemFinder(schema);
	return async (request) => {
		const type = request.headers.get("content-type");
		refuseEncoding(request);
		const text = await readText(request, maxBytes);
		if (text !== "" && !isJson(type)) {
			throw new TorcError(
				"unsupported_media",
				`Expected a body with Content-Type application/json, got ${type ?? "none"}`,
			);
		}
		if (text === "") throw refused("", "missing");
		const parsed = schema.safeParse(parseJson(text));
		if (!parsed.success) throw refused(fieldOf(parsed.error.issues[0]), parsed.error.issues[0]?.message ?? "not valid");
		const problem = findProblem?.(parsed.data) ?? null;
		if (problem !== null) throw refused(problem.field, problem.problem);
		return parsed.data;
	};
}

function refused(field: string, reason: string): TorcError {
	const where = field === "" ? "Invalid body" : `Invalid value for ${field}`;
	return new TorcError("invalid", `${where}: ${reason}`, { details: { field: field === "" ? "body" : field } });
}

/** `execution_config.colour` for an unknown field, `jobs.3.name` for a wrong one. */
function fieldOf(issue: z.core.$ZodIssue | undefined): string {
	const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
	return [...(issue?.path ?? []), ...unknown].map(String).join(".");
}

function refuseEncoding(request: Request): void {
	const encoding = request.headers.get("content-encoding");
	if (encoding === null || encoding.toLowerCase() === "identity") return;
	throw new TorcError("unsupported_media", `Bodies with Content-Encoding ${encoding} are not understood`, {
		hint: "Send the body as it is.",
	});
}

async function readText(request: Request, maxBytes: number): Promise<string> {
	const length = request.headers.get("content-length");
	if (length !== null && Number(length) > maxBytes) throw tooLarge(maxBytes);
	if (request.body === null) return "";
	const bytes = await (length === null ? countedBytes(request, maxBytes) : request.bytes());
	try {
		return UTF8.decode(bytes);
	} catch (error) {
		throw new TorcError("malformed", "The body is not UTF-8", { cause: error, details: { field: "body" } });
	}
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** A body without a length is counted while it arrives. */
async function countedBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request.body as ReadableStream<Uint8Array>) {
		bytes += chunk.byteLength;
		if (bytes > maxBytes) throw tooLarge(maxBytes);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks, bytes);
}

const tooLarge = (maxBytes: number): TorcError =>
	new TorcError("too_large", `The body is larger than the server's limit of ${maxBytes} bytes`, {
		hint: "Send fewer records per request, or raise TORC_MAX_REQUEST_BODY_MB at the server.",
		details: { field: "body" },
	});

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new TorcError("malformed", `The body is not JSON: ${reason}`, { cause: error, details: { field: "body" } });
	}
}

/** Whether a media type is that of JSON. */
export function isJson(type: string | null): boolean {
	if (type === null) return false;
	const media = type.split(";", 1)[0]!.trim().toLowerCase();
	return media === "application/json" || media.endsWith("+json");
}
