// The text of a specification, from a file or from standard input.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { TorcError } from "../core/errors.ts";

export interface SpecText {
	readonly text: string;
	/** As given; `<stdin>` for standard input. */
	readonly file: string;
	/** Where relative paths of tables and lists are looked for first. */
	readonly baseDirectory: string;
}

/** `-` reads standard input, which must be a pipe (1-spec §1). Errors: `usage`, `malformed` (empty), `not_found`, `environment`. */
export function readSpecText(argument: string): SpecText {
	if (argument === "-") return readStandardInput();
	try {
		return { text: readFileSync(argument, "utf8"), file: argument, baseDirectory: dirname(resolve(argument)) };
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === "ENOENT") {
			throw new TorcError("not_found", `No such file: ${argument}`, { hint: "Check the path of the specification." });
		}
		const reason = code === "EISDIR" ? "it is a folder" : (error as Error).message;
		throw new TorcError("environment", `Cannot read ${argument}: ${reason}`, { cause: error });
	}
}

function readStandardInput(): SpecText {
	if (process.stdin.isTTY) {
		throw new TorcError(
			"usage",
			"Reading a specification from '-' requires piped stdin, e.g. cat spec.yaml | torc create -",
		);
	}
	const text = readFileSync(0, "utf8");
	if (text.trim() === "") throw new TorcError("malformed", "Standard input is empty: no specification to read");
	return { text, file: "<stdin>", baseDirectory: process.cwd() };
}
