// Checks passwords. bcrypt is slow on purpose and runs off the main thread: successes are remembered for a while, failures
// never; equal checks at one time are one.
import { createHash } from "node:crypto";
import { TorcError } from "../../core/errors.ts";
import { verifyBcrypt } from "../../platform/password.ts";

export interface Credentials {
	readonly user: string;
	readonly password: string;
}

export class CredentialVerifier {
	private readonly users: ReadonlyMap<string, string>;
	private readonly cacheMs: number;
	/** SHA-256 of user and password → until when it holds, in milliseconds that no setting of the clock moves. */
	private readonly verified = new Map<string, number>();
	private readonly underWay = new Map<string, Promise<boolean>>();

	/** How long a success is remembered; 0 = not at all. */
	constructor(users: ReadonlyMap<string, string>, cacheSeconds: number) {
		this.users = users;
		this.cacheMs = cacheSeconds * 1000;
	}

	has(user: string): boolean {
		return this.users.has(user);
	}

	get userCount(): number {
		return this.users.size;
	}

	/** The user whose password it is; null for a wrong one. Error: `busy` when too many are being checked. */
	async userOf({ user, password }: Credentials): Promise<string | null> {
		const key = createHash("sha256").update(`${user}:${password}`).digest("base64");
		const until = this.verified.get(key);
		if (until !== undefined && until > performance.now()) return user;
		let check = this.underWay.get(key);
		if (check === undefined) {
			if (this.underWay.size >= MAX_UNDER_WAY) {
				throw new TorcError("busy", "Too many passwords are being checked at this moment", { hint: "Try again." });
			}
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
		this.verified.set(key, performance.now() + this.cacheMs);
	}
}

/** A flood of wrong passwords must not fill the memory; callers with remembered ones are not held up by it. */
const MAX_UNDER_WAY = 64;
const MAX_REMEMBERED = 10_000;
/** A well-formed hash (cost 12) that no password is known for. */
const NOBODY = "$2b$12$8atoBND6e/Xm2crG9B/w7.QYBjNXuYq6PUGkdiLBFClbCYPab0lNO";
