// Who is asking: HTTP Basic against a file of users (8-access, Authentication).
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { TorcError } from "../core/errors.ts";
import { verifyBcrypt } from "../platform/password.ts";

export interface CredentialOptions {
	/** htpasswd file: `user:bcrypt` per line; absent: whatever is sent is ignored. */
	readonly authFile: string | null;
	/** Refuse every request without a valid user. */
	readonly required: boolean;
	/** How long a verified pair need not be verified again; 0 = always. */
	readonly cacheSeconds: number;
	readonly log: (message: string) => void;
}

export type Authenticate = (request: Request) => string | null | Promise<string | null>;

/** Errors: `environment` for a file that cannot be read, `usage` when users are required without a file. */
export function createAuthenticate(options: CredentialOptions): Authenticate {
	if (options.authFile === null) {
		if (options.required) {
			throw new TorcError("usage", "--require-auth needs a file of users", { hint: "Add --auth-file FILE." });
		}
		return () => null;
	}
	const verifier = new Verifier(readUsers(options.authFile), options.cacheSeconds);
	return async (request) => {
		const given = basicCredentials(request.headers.get("authorization"));
		const user = given === null ? null : await verifier.userOf(given);
		if (user === null && given !== null && !options.required) {
			options.log(
				`warning: wrong password for user ${JSON.stringify(given.user)}: the request goes on without identity`,
			);
		}
		if (user === null && options.required) throw new TorcError("unauthorized", "Unauthorized");
		return user;
	};
}

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
		const match = /^([^:]+):(\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53})$/.exec(line);
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

interface Credentials {
	readonly user: string;
	readonly password: string;
}

function basicCredentials(header: string | null): Credentials | null {
	const match = /^basic +([A-Za-z0-9+/=_-]+) *$/i.exec(header ?? "");
	if (match === null) return null;
	const text = Buffer.from(match[1] as string, "base64").toString("utf8");
	const colon = text.indexOf(":");
	return colon < 0 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** bcrypt is slow on purpose: successes are remembered for a while, failures never; equal checks at one time are one. */
class Verifier {
	private readonly users: ReadonlyMap<string, string>;
	private readonly cacheMs: number;
	/** SHA-256 of user and password → until when it holds, in milliseconds since 1970. */
	private readonly verified = new Map<string, number>();
	private readonly underWay = new Map<string, Promise<boolean>>();

	constructor(users: ReadonlyMap<string, string>, cacheSeconds: number) {
		this.users = users;
		this.cacheMs = cacheSeconds * 1000;
	}

	async userOf({ user, password }: Credentials): Promise<string | null> {
		const key = createHash("sha256").update(`${user}:${password}`).digest("base64");
		const until = this.verified.get(key);
		if (until !== undefined && until > Date.now()) return user;
		let check = this.underWay.get(key);
		if (check === undefined) {
			// An unknown user costs as much time as a known one, so that names cannot be found out by the clock.
			check = verifyBcrypt(password, this.users.get(user) ?? NOBODY).finally(() => this.underWay.delete(key));
			this.underWay.set(key, check);
		}
		const right = (await check) && this.users.has(user);
		if (!right) return null;
		if (this.cacheMs > 0) this.remember(key);
		return user;
	}

	private remember(key: string): void {
		if (this.verified.size >= MAX_REMEMBERED) this.verified.clear();
		this.verified.set(key, Date.now() + this.cacheMs);
	}
}

const MAX_REMEMBERED = 10_000;
/** A well-formed hash (cost 12) that no password is known for. */
const NOBODY = "$2b$12$8atoBND6e/Xm2crG9B/w7.QYBjNXuYq6PUGkdiLBFClbCYPab0lNO";
