// Sends one request: builds it from the operation, repeats it while the server is away if asked to, turns
// failures into coded errors.
import type { OperationCall } from "../contract/call-table.ts";
import { TorcError } from "../core/errors.ts";
import type { CallOptions, RawBody } from "./call.ts";
import { responseError } from "./response-error.ts";

export type Fetch = (request: Request) => Promise<Response>;

export interface Target {
	/** Without a trailing slash. */
	readonly url: string;
	readonly fetch: Fetch;
	readonly headers: Readonly<Record<string, string>>;
}

export interface AnyCall extends CallOptions {
	readonly params?: Readonly<Record<string, unknown>>;
	readonly query?: Readonly<Record<string, unknown>>;
	readonly body?: unknown;
	readonly rawBody?: RawBody;
}

/** Answers a response of status 2xx. Errors: by the answer's status; `unreachable`; the signal's reason. */
export async function sendRequest(
	target: Target,
	operation: OperationCall,
	call: AnyCall,
	headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
	const url = target.url + fillPath(operation.path, call.params) + queryText(call.query);
	const text = operation.body === "json" ? JSON.stringify(call.body ?? {}) : undefined;
	const awaySince = performance.now();
	for (;;) {
		const outcome = await attempt(target, operation, { url, text, call, headers });
		if (outcome instanceof Response) return outcome;
		const awayMs = performance.now() - awaySince;
		if (!mayRepeat(outcome) || call.retry === undefined || awayMs >= call.retry.forMs) throw outcome;
		await pause(Math.min(retryDelayMs(awayMs), call.retry.forMs - awayMs), call.signal);
	}
}

interface Prepared {
	readonly url: string;
	readonly text: string | undefined;
	readonly call: AnyCall;
	readonly headers: Readonly<Record<string, string>>;
}

async function attempt(target: Target, operation: OperationCall, prepared: Prepared): Promise<Response | TorcError> {
	const { url, text, call, headers } = prepared;
	call.signal?.throwIfAborted();
	const body = text ?? call.rawBody?.();
	const request = new Request(url, {
		method: operation.method,
		headers: { ...target.headers, ...headers, ...contentType(operation) },
		...(body !== undefined && { body, duplex: "half" }),
		...(call.signal && { signal: call.signal }),
	});
	let response: Response;
	try {
		response = await target.fetch(request);
	} catch (error) {
		call.signal?.throwIfAborted();
		return unreachable(target.url, error);
	}
	return response.ok ? response : responseError(response, request);
}

/** Path parameters are declared: a missing one is a caller's mistake that types rule out. */
function fillPath(path: string, params: AnyCall["params"]): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
}

function queryText(query: AnyCall["query"]): string {
	const parts: string[] = [];
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value === undefined || value === null) continue;
		for (const item of Array.isArray(value) ? value : [value]) {
			parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`);
		}
	}
	return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function contentType(operation: OperationCall): Record<string, string> {
	if (operation.body === "lines") return { "content-type": "application/x-ndjson" };
	return operation.body !== "none" ? { "content-type": "application/json" } : {};
}

function unreachable(url: string, error: unknown): TorcError {
	if (error instanceof TorcError) return error;
	const message = error instanceof Error ? error.message : String(error);
	const known = REASONS.find(([mark]) => message.includes(mark));
	const reason = known === undefined ? message : known[1];
	return new TorcError("unreachable", `No answer from the server at ${url}: ${reason}`, {
		cause: error,
		hint: "Check that it runs and that the address (--url, TORC_API_URL) is right.",
	});
}

/** The runtime's words, and what they mean to a person. */
const REASONS: readonly (readonly [mark: string, meaning: string])[] = [
	["ECONNREFUSED", "nothing listens there (connection refused)"],
	["socket connection was closed", "the connection was closed in the middle (the server ended, or a proxy cut it)"],
];

const mayRepeat = (error: TorcError): boolean => error.kind === "unreachable" || error.kind === "busy";

/** A fifth of the time the server has been away, so that neither a blink nor a night costs much; ± 25 % to spread callers. */
function retryDelayMs(awayMs: number): number {
	return Math.min(Math.max(awayMs / 5, 50), 10_000) * (0.75 + Math.random() / 2);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve, reject) => {
		const abort = (): void => {
			clearTimeout(timer);
			reject(signal?.reason);
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener("abort", abort);
			resolve();
		}, ms);
		signal?.addEventListener("abort", abort, { once: true });
	});
}
