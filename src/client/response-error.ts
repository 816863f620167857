// Turns an answer that is no success into a coded error.
import { type ErrorKind, TorcError } from "../core/errors.ts";

/** Reads the body `{"error": {"message", ...}}`; other bodies (proxies, other programs) are quoted shortly. */
export async function responseError(response: Response, { method, url, headers }: Request): Promise<TorcError> {
	const request = `${method} ${url}`;
	const text = await response.text().catch(() => "");
	const content = errorContent(text);
	const kind = KINDS[response.status] ?? (response.status >= 500 ? "internal" : "malformed");
	if (kind === "unauthorized") return unauthorized(userOf(headers.get("authorization")));
	if (content === null) {
		const quote = text.trim() === "" ? "" : `: ${text.trim().slice(0, 200)}`;
		const hint = response.status === 404 ? { hint: "Check the address: does it end in /torc-service/v1?" } : {};
		return new TorcError(kind, `${request} answered HTTP ${response.status}${quote}`, hint);
	}
	const { message, hint, ...details } = content;
	return new TorcError(kind, String(message), { details, ...(typeof hint === "string" && { hint }) });
}

/** `user`: whose password was sent; null when none was. */
function unauthorized(user: string | null): TorcError {
	const message =
		user === null
			? "The server asks for a user name and password"
			: `The server does not know user '${user}' with this password`;
	return new TorcError("unauthorized", message, {
		hint: "Give --password, TORC_PASSWORD or --prompt-password; the user is TORC_USERNAME or your login name.",
	});
}

function userOf(authorization: string | null): string | null {
	const code = /^Basic (.+)$/.exec(authorization ?? "")?.[1];
	if (code === undefined) return null;
	const [user = ""] = Buffer.from(code, "base64").toString().split(":");
	return user;
}

function errorContent(text: string): Record<string, unknown> | null {
	try {
		const error: unknown = (JSON.parse(text) as { error?: unknown } | null)?.error;
		if (typeof error === "string") return { message: error };
		if (typeof error === "object" && error !== null && "message" in error) return error as Record<string, unknown>;
		return null;
	} catch {
		return null;
	}
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
	400: "malformed",
	401: "unauthorized",
	403: "denied",
	404: "not_found",
	409: "conflict",
	413: "too_large",
	415: "unsupported_media",
	422: "invalid",
	500: "internal",
	502: "unreachable",
	503: "busy",
	504: "unreachable",
};
