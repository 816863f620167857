// Changes a person asked for: at least one.
import { TorcError } from "../../core/errors.ts";

/** `changes` as they are. Errors: `malformed` when there is none. `command`: as typed, `torc files update`. */
export function someChange<Changes extends object>(changes: Changes, command: string): Changes {
	if (Object.keys(changes).length > 0) return changes;
	throw new TorcError("malformed", "Nothing to change was given", { hint: `See '${command} --help'.` });
}
