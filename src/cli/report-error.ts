// The one place that turns errors into words and exit codes.
import { TorcError } from "../core/errors.ts";
import type { Format } from "./render/render.ts";

export interface ReportedError {
	/** For standard error, with its newline. */
	readonly text: string;
	readonly exitCode: number;
}

export function reportError(error: unknown, format: Format): ReportedError {
	const known = error instanceof TorcError ? error : systemError(error);
	if (format === "json") {
		const status = known.kind === "usage" || known.kind === "environment" ? {} : { status: known.status };
		const content = {
			kind: known.kind,
			message: known.message,
			...(known.hint && { hint: known.hint }),
			...status,
			...(Object.keys(known.details).length > 0 && { details: known.details }),
		};
		return { text: `${JSON.stringify({ error: content }, null, 2)}\n`, exitCode: known.exitCode };
	}
	const hint = known.hint ? `\n${known.hint}` : "";
	const begin = known.message.startsWith("Error ") ? "" : "Error: ";
	return { text: `${begin}${known.message}${hint}\n`, exitCode: known.exitCode };
}

/** Errors of the system, in words; anything else is a fault of this program and shows where it happened. */
function systemError(error: unknown): TorcError {
	const { code, path, message, stack } = (error ?? {}) as NodeJS.ErrnoException;
	const place = path ?? WITHOUT_PATH[code ?? ""];
	const words = SYSTEM_ERRORS[code ?? ""];
	if (words && place !== undefined) {
		return new TorcError(
			"environment",
			words[0].replace("%", () => place),
			{ cause: error, hint: words[1] },
		);
	}
	if (typeof code === "string" && /^E[A-Z]+$/.test(code))
		return new TorcError("environment", message, { cause: error });
	return new TorcError("internal", `This should not have happened: ${message ?? String(error)}`, {
		cause: error,
		hint: stack?.split("\n").slice(1, 6).join("\n") ?? "",
	});
}

/** Standard output has no path, but may be a file on a full disk. */
const WITHOUT_PATH: Readonly<Record<string, string>> = { ENOSPC: "the output", EDQUOT: "the output" };

const SYSTEM_ERRORS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
	ENOSPC: ["The disk is full: cannot write %", "Free some space, or choose another folder."],
	EDQUOT: ["Your disk quota is used up: cannot write %", "Free some space, or choose another folder."],
	EACCES: ["No permission for %", "Change its permissions, or choose another folder (-o)."],
	EPERM: ["No permission for %", "Change its permissions, or choose another folder (-o)."],
	EROFS: ["The file system is read-only: cannot write %", "Choose another folder (-o)."],
	ENOENT: ["There is no %", "Check the path."],
	EISDIR: ["This is a folder, not a file: %", "Name a file."],
	ENOTDIR: ["A part of this path is a file, not a folder: %", "Choose another folder."],
};
