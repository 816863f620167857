// The file of users: `user:bcrypt` per line, as htpasswd programs write it.
import { readFileSync } from "node:fs";
import { TorcError } from "../../core/errors.ts";

/** User and bcrypt hash. */
export const USER_LINE = /^([^:]+):(\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53})$/;

/** User → bcrypt hash. Errors: `environment` naming the line that is wrong. */
export function readUsers(file: string): ReadonlyMap<string, string> {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		throw new TorcError("environment", `Cannot read the file of users ${file}: ${(error as Error).message}`, {
			cause: error,
		});
	}
	const users = new Map<string, string>();
	for (const [index, raw] of text.split("\n").entries()) {
		const line = raw.trim();
		if (line === "" || line.startsWith("#")) continue;
		const match = USER_LINE.exec(line);
		if (match === null) {
			throw new TorcError("environment", `${file}:${index + 1}: expected user:bcrypt-hash`, {
				hint: "Write the file with torc-htpasswd.",
			});
		}
		users.set(match[1] as string, match[2] as string);
	}
	if (users.size === 0)
		throw new TorcError("environment", `${file} names no user`, { hint: "Add one with torc-htpasswd." });
	return users;
}
