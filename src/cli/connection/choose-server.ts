// Decides which server a command talks to. What is configured wins; otherwise what was begun in this folder goes on
// there, then a server at the usual address, and commands that begin something may begin it in this folder.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { TorcError } from "../../core/errors.ts";

export const DEFAULT_URL = "http://localhost:8080/torc-service/v1";
/** Relative to the working directory. */
export const DEFAULT_DATABASE = "torc_output/torc.db";

export interface Wishes {
	readonly cwd: string;
	/** `--standalone` */
	readonly standalone: boolean;
	/** `--db` */
	readonly db: string | undefined;
	/** From flag, variable or configuration. */
	readonly url: string | undefined;
	/** The command may make a new database. */
	readonly mayStart: boolean;
}

export type Choice =
	| { readonly server: "remote"; readonly url: string }
	| {
			readonly server: "embedded";
			readonly databasePath: string;
			/** As asked for, because it was found in this folder, or made because no server answers. */
			readonly because: "asked" | "found" | "made";
	  };

/** Errors: `unreachable` when there is no server and the command cannot do with one of its own. */
export async function chooseServer(wishes: Wishes, answersAt: (url: string) => Promise<boolean>): Promise<Choice> {
	const databasePath = resolve(wishes.cwd, wishes.db ?? DEFAULT_DATABASE);
	if (wishes.standalone) return { server: "embedded", databasePath, because: "asked" };
	if (wishes.url !== undefined) return { server: "remote", url: withBasePath(wishes.url) };
	if (existsSync(databasePath)) return { server: "embedded", databasePath, because: "found" };
	if (await answersAt(DEFAULT_URL)) return { server: "remote", url: DEFAULT_URL };
	if (wishes.mayStart) return { server: "embedded", databasePath, because: "made" };
	throw new TorcError("unreachable", `No server answers at ${DEFAULT_URL}, and there is no ${DEFAULT_DATABASE} here`, {
		hint: "Name the server with --url or TORC_API_URL, go to the folder 'torc run' was started in, or use -s with --db.",
	});
}

/** An address without a path means the usual one. */
function withBasePath(url: string): string {
	const parsed = URL.parse(url);
	// `localhost:8080` reads as an address of the scheme `localhost:`.
	if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
		throw new TorcError("usage", `'${url}' is no address of a server`, { hint: `It looks like ${DEFAULT_URL}.` });
	}
	return parsed.pathname === "/" ? `${parsed.origin}/torc-service/v1` : url.replace(/\/+$/, "");
}
