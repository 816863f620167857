// The answer to who may not: 403, with who it was and what was refused.
import { TorcError } from "../../core/errors.ts";

/** `what` completes "User 'x' may not …". */
export function denied(user: string | null, what: string, hint?: string): TorcError {
	if (user === null) {
		return new TorcError("denied", `Anonymous callers may not ${what}`, {
			hint: "Send a user name and a password this server knows: TORC_PASSWORD or --password.",
		});
	}
	return new TorcError("denied", `User '${user}' may not ${what}`, hint === undefined ? {} : { hint });
}
