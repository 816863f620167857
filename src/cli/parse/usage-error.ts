// A command line that cannot be understood: exit code 2.
import { TorcError } from "../../core/errors.ts";

/** `command`: the words up to where it went wrong, for the pointer to the help. */
export function usageError(
	message: string,
	command: string,
	suggestion: string | null = null,
	kind: "usage" | "malformed" = "usage",
): TorcError {
	const help = `Try '${command} --help'.`;
	return new TorcError(kind, message, { hint: suggestion ? `${suggestion} ${help}` : help });
}
