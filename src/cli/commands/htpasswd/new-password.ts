// A new password: from the command line, or asked for twice; weak ones are refused.
import { TorcError } from "../../../core/errors.ts";
import { hashBcrypt } from "../../../platform/password.ts";
import type { Terminal } from "../../terminal.ts";
import { checkStrength } from "./password-strength.ts";

export interface NewPassword {
	readonly user: string;
	/** Absent: ask. */
	readonly password: string | undefined;
	/** Of bcrypt. */
	readonly cost: number;
}

/** Its hash, `$2b$CC$…`. Errors: `environment` for a weak password, or two that differ; `usage` for a cost out of range. */
export async function hashNewPassword(terminal: Terminal, { user, password, cost }: NewPassword): Promise<string> {
	if (cost < 4 || cost > 31)
		throw new TorcError("malformed", `--cost is 4 to 31, not ${cost}`, { hint: "12 is good." });
	checkName(user);
	const chosen = password ?? (await askTwice(terminal));
	await checkStrength(chosen, user);
	terminal.say(`Hashing password (cost=${cost})...`);
	return hashBcrypt(chosen, cost);
}

/** What the file of users cannot hold. */
function checkName(user: string): void {
	if (user !== "" && user === user.trim() && !user.startsWith("#") && !/[:\n\r\0]/.test(user)) return;
	throw new TorcError("malformed", `'${user}' cannot be a user's name`, {
		hint: "It must not be empty, hold a colon, begin with # or have spaces around it.",
	});
}

async function askTwice(terminal: Terminal): Promise<string> {
	const first = await terminal.askSecret("Password: ");
	const second = first === null ? null : await terminal.askSecret("Confirm password: ");
	if (first === null || second === null) {
		throw new TorcError("environment", "No password was given", { hint: "Type it, or give --password." });
	}
	if (first === second) return first;
	throw new TorcError("environment", "The two passwords differ; nothing was changed", { hint: "Try again." });
}
