// Coded errors: one table of kinds with the HTTP status and the process exit code each maps to.

/** kind → HTTP status, exit code. Exit codes: 1 failure, 2 wrong usage (7-cli, Conventions). */
export const ERROR_KINDS = {
	usage: { status: 400, exitCode: 2 },
	malformed: { status: 400, exitCode: 1 },
	unauthorized: { status: 401, exitCode: 1 },
	denied: { status: 403, exitCode: 1 },
	not_found: { status: 404, exitCode: 1 },
	no_method: { status: 405, exitCode: 1 },
	conflict: { status: 409, exitCode: 1 },
	too_large: { status: 413, exitCode: 1 },
	unsupported_media: { status: 415, exitCode: 1 },
	invalid: { status: 422, exitCode: 1 },
	busy: { status: 503, exitCode: 1 },
	internal: { status: 500, exitCode: 1 },
	unreachable: { status: 502, exitCode: 1 },
	incompatible: { status: 502, exitCode: 1 },
	environment: { status: 500, exitCode: 1 },
} as const;
export type ErrorKind = keyof typeof ERROR_KINDS;

export interface ErrorOptions {
	readonly cause?: unknown;
	/** What to do next, in one sentence. */
	readonly hint?: string;
	/** Further fields of the answer's `error` object, e.g. `field` and `value`. */
	readonly details?: Readonly<Record<string, unknown>>;
}

/** The one error type that is thrown on purpose; anything else that is caught is a fault of ours. */
export class TorcError extends Error {
	readonly kind: ErrorKind;
	readonly hint: string | null;
	readonly details: Readonly<Record<string, unknown>>;

	constructor(kind: ErrorKind, message: string, options: ErrorOptions = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = "TorcError";
		this.kind = kind;
		this.hint = options.hint ?? null;
		this.details = options.details ?? {};
	}

	get status(): number {
		return ERROR_KINDS[this.kind].status;
	}

	get exitCode(): number {
		return ERROR_KINDS[this.kind].exitCode;
	}
}

/** 404 with the wording clients know: `Job not found with ID: 7`. */
export const notFound = (noun: string, id: number | string): TorcError =>
	new TorcError("not_found", `${noun} not found with ID: ${id}`);

/** 422: a rule is violated. */
export const invalid = (message: string, details?: Readonly<Record<string, unknown>>): TorcError =>
	new TorcError("invalid", message, details === undefined ? {} : { details });
