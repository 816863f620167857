// Reads JSON that was given on the command line.
import { TorcError } from "../../core/errors.ts";

/** `example`: a value that is right. Errors: `malformed`, naming the flag. */
export function parseJsonArgument(flag: string, text: string, example?: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new TorcError("malformed", `${flag} is not JSON: ${(error as Error).message}`, {
			cause: error,
			hint: example ? `For example ${flag} '${example}'.` : `A text needs quotes inside the quotes: ${flag} '"text"'.`,
		});
	}
}
