// Reads and checks JSON bodies.
import type { z } from "zod";
import { TorcError } from "../core/errors.ts";

/** Reads a request's body up to `maxBytes`. Errors: `unsupported_media`, `too_large`, `malformed` (no JSON), `invalid`. */
export async function readBody(request: Request, schema: z.ZodType, maxBytes: number): Promise<unknown> {
	const type = request.headers.get("content-type");
	const text = await readText(request, maxBytes);
	if (text !== "" && !isJson(type)) {
		throw new TorcError(
			"unsupported_media",
			`Expected a body with Content-Type application/json, got ${type ?? "none"}`,
		);
	}
	const parsed = schema.safeParse(text === "" ? {} : parseJson(text));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.join(".") ?? "";
	const where = field === "" ? "Invalid body" : `Invalid value for ${field}`;
	throw new TorcError("invalid", `${where}: ${issue?.message ?? "not valid"}`, {
		details: field === "" ? {} : { field },
	});
}

/** The body's text; a body without a length is counted while it arrives. */
async function readText(request: Request, maxBytes: number): Promise<string> {
	const length = request.headers.get("content-length");
	if (length !== null && Number(length) > maxBytes) throw tooLarge(maxBytes);
	if (length !== null || request.body === null) return request.text();
	const decoder = new TextDecoder();
	let bytes = 0;
	let text = "";
	for await (const chunk of request.body) {
		bytes += chunk.byteLength;
		if (bytes > maxBytes) throw tooLarge(maxBytes);
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}

const tooLarge = (maxBytes: number): TorcError =>
	new TorcError("too_large", `The body is larger than the server's limit of ${maxBytes} bytes`, {
		hint: "Send fewer records per request, or raise TORC_MAX_REQUEST_BODY_MB at the server.",
	});

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new TorcError("malformed", `The body is not JSON: ${reason}`, { cause: error });
	}
}

/** Whether a media type is that of JSON. */
export function isJson(type: string | null): boolean {
	if (type === null) return false;
	const media = type.split(";", 1)[0]!.trim().toLowerCase();
	return media === "application/json" || media.endsWith("+json");
}
