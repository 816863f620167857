// Changes the file of users: the order of lines and comments stay, and the file is either the old one or the new one.
import { chmodSync, chownSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";
import { USER_LINE } from "../../../server/credentials/users-file.ts";

export interface UsersFile {
	readonly path: string;
	/** null: there is no such file. */
	readonly text: string | null;
}

export function openUsers(path: string): UsersFile {
	try {
		return { path: realpathSync(path), text: readFileSync(path, "utf8") };
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return { path, text: null };
		throw error;
	}
}

/** Error: `environment` where there is no file. */
export function openExistingUsers(path: string): UsersFile & { readonly text: string } {
	const { text, ...file } = openUsers(path);
	if (text !== null) return { ...file, text };
	throw new TorcError("environment", `There is no file of users at ${path}`, {
		hint: "Check --file; 'torc-htpasswd add' makes one.",
	});
}

/** In the order of the file. */
export const userNames = (text: string): string[] =>
	text.split("\n").flatMap((line) => {
		const name = nameOf(line);
		return name === null ? [] : [name];
	});

/** Numbers of the lines that keep a server from starting with this file, 1-based. */
export const wrongLines = (text: string): number[] =>
	text.split("\n").flatMap((raw, index) => {
		const line = raw.trim();
		return line === "" || line.startsWith("#") || USER_LINE.test(line) ? [] : [index + 1];
	});

/** The hash of a user; null for one who is not there. The last of several lines counts, as for the server. */
export function hashOf(text: string, user: string): string | null {
	const line = text.split("\n").findLast((candidate) => nameOf(candidate) === user);
	return line === undefined ? null : line.trim().slice(user.length + 1);
}

/** The user's line is replaced where it stands, or added at the end. */
export function withUser(text: string, user: string, hash: string): string {
	const line = `${user}:${hash}`;
	const lines = text.split("\n");
	if (lines.some((candidate) => nameOf(candidate) === user)) {
		return lines.map((candidate) => (nameOf(candidate) === user ? line : candidate)).join("\n");
	}
	return `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`;
}

export const withoutUser = (text: string, user: string): string =>
	text
		.split("\n")
		.filter((candidate) => nameOf(candidate) !== user)
		.join("\n");

function nameOf(line: string): string | null {
	const trimmed = line.trim();
	if (trimmed === "" || trimmed.startsWith("#")) return null;
	const colon = trimmed.indexOf(":");
	return colon < 0 ? null : trimmed.slice(0, colon);
}

/** By a new file that takes the old one's place; readable by its owner alone. */
export function saveUsers({ path }: UsersFile, text: string): void {
	const owner = statSync(path, { throwIfNoEntry: false });
	const fresh = `${path}.${process.pid}.new`;
	try {
		writeFileSync(fresh, text, { mode: 0o600, flag: "wx", flush: true });
		chmodSync(fresh, 0o600);
		if (owner && owner.uid !== process.getuid?.()) chownSync(fresh, owner.uid, owner.gid);
		renameSync(fresh, path);
	} catch (error) {
		rmSync(fresh, { force: true });
		throw new TorcError("environment", `Cannot write ${path}, which was left as it is: ${(error as Error).message}`, {
			cause: error,
			hint: "Check the permissions of the file and its folder.",
		});
	}
}
