// Who is asking: HTTP Basic against a file of users (8-access, Authentication).
import { TorcError } from "../../core/errors.ts";
import { type Credentials, CredentialVerifier } from "./credential-verifier.ts";
import { readUsers } from "./users-file.ts";

export interface CredentialOptions {
	/** htpasswd file: `user:bcrypt` per line; absent: whatever is sent is ignored. */
	readonly authFile: string | null;
	/** Refuse every request without a valid user. */
	readonly required: boolean;
	/** How long a verified pair need not be verified again; 0 = always. */
	readonly cacheSeconds: number;
	readonly log: (message: string) => void;
}

export interface Authenticator {
	/** The user; null = anonymous. Error: `unauthorized` where a user is required. */
	authenticate(request: Request): string | null | Promise<string | null>;
	/** Whether the user is in the file as it was read last. */
	knows(user: string): boolean;
	/** Reads the file again; answers the number of users. Errors: `NoAuthFile`, `ReloadFailed`: the users stay as they were. */
	reload(): number;
}

/** Errors: `environment` for a file that cannot be read, `usage` when users are required without a file. */
export function createAuthenticator(options: CredentialOptions): Authenticator {
	const { authFile, required, cacheSeconds, log } = options;
	if (authFile === null) {
		if (required) {
			throw new TorcError("usage", "--require-auth needs a file of users", { hint: "Add --auth-file FILE." });
		}
		return { authenticate: () => null, knows: () => false, reload: refuseReload };
	}
	let verifier = new CredentialVerifier(readUsers(authFile), cacheSeconds);
	return {
		async authenticate(request) {
			const given = basicCredentials(request.headers.get("authorization"));
			const user = given === null ? null : await verifier.userOf(given);
			if (user === null && given !== null && !required) {
				log(`warning: wrong password for user ${JSON.stringify(given.user)}: the request goes on without identity`);
			}
			if (user === null && required) throw new TorcError("unauthorized", "Unauthorized");
			return user;
		},
		knows: (user) => verifier.has(user),
		reload() {
			try {
				verifier = new CredentialVerifier(readUsers(authFile), cacheSeconds);
			} catch (error) {
				const message = `The users were not reloaded, the old ones stay: ${(error as Error).message}`;
				throw new TorcError("environment", message, { cause: error, details: { error: "ReloadFailed" } });
			}
			return verifier.userCount;
		},
	};
}

function refuseReload(): never {
	throw new TorcError("environment", "This server has no file of users", {
		hint: "Start it with --auth-file FILE.",
		details: { error: "NoAuthFile" },
	});
}

function basicCredentials(header: string | null): Credentials | null {
	const match = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? "");
	if (match === null) return null;
	const text = Buffer.from(match[1] as string, "base64").toString("utf8");
	const colon = text.indexOf(":");
	return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
