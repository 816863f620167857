// Making and checking bcrypt hashes of passwords: the one place that knows Bun.password.

/** Whether the password belongs to a hash `$2a$…`, `$2b$…`, `$2x$…` or `$2y$…`; false for a hash that is none. Runs off the main thread. */
export async function verifyBcrypt(password: string, hash: string): Promise<boolean> {
	try {
		// The letters name repaired implementations of the same function; Bun knows 2b.
		return await Bun.password.verify(password, hash.replace(/^\$2[axy]\$/, "$2b$"), "bcrypt");
	} catch {
		return false;
	}
}

/** A hash `$2b$CC$…` with a salt of its own. `cost` 4 to 31: each step doubles the time. Runs off the main thread. */
export const hashBcrypt = (password: string, cost: number): Promise<string> =>
	Bun.password.hash(password, { algorithm: "bcrypt", cost });
