// A server that knows users, and requests as each of them; access control is enforced unless an option says otherwise.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerOptions } from "../../src/server/start-server.ts";
import { type CheckedServer, checkedServer } from "./checked-server.ts";

export interface ServerWithUsers extends AsyncDisposable {
	readonly checked: CheckedServer;
	/** The htpasswd file. */
	readonly authFile: string;
	/** A request of a user; null = anonymous. */
	ask(user: string | null, method: string, path: string, body?: unknown): Promise<Response>;
	/** The JSON of an answer that must be 200. */
	json<T = Record<string, unknown>>(user: string | null, method: string, path: string, body?: unknown): Promise<T>;
}

const PASSWORD = "correct horse";
const HASH = Bun.password.hashSync(PASSWORD, { algorithm: "bcrypt", cost: 4 });

export const passwordLine = (user: string): string => `${user}:${HASH}\n`;

export function credentialsOf(user: string): Record<string, string> {
	return { authorization: `Basic ${Buffer.from(`${user}:${PASSWORD}`).toString("base64")}` };
}

export async function serverWithUsers(
	users: readonly string[],
	options: Partial<ServerOptions> = {},
): Promise<ServerWithUsers> {
	const folder = mkdtempSync(join(tmpdir(), "torc-users-"));
	const authFile = join(folder, "htpasswd");
	writeFileSync(authFile, users.map(passwordLine).join(""));
	const checked = await checkedServer({ authFile, enforceAccess: true, ...options });
	const ask: ServerWithUsers["ask"] = (user, method, path, body) =>
		checked.request(method, path, body, user === null ? {} : credentialsOf(user));
	return {
		checked,
		authFile,
		ask,
		async json<T>(user: string | null, method: string, path: string, body?: unknown): Promise<T> {
			const response = await ask(user, method, path, body);
			if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
			return (await response.json()) as T;
		},
		async [Symbol.asyncDispose]() {
			await checked.server.close();
			rmSync(folder, { recursive: true });
		},
	};
}
