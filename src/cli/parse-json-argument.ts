// Reads JSON that was given on the command line.
import { TorcError } from "../core/errors.ts";

/** Errors: `malformed`, naming the flag. */
export function parseJsonArgument(flag: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new TorcError("malformed", `${flag} is not JSON: ${(error as Error).message}`, {
			cause: error,
			hint: `Texts wear quotes inside quotes: ${flag} '"text"'.`,
		});
	}
}
