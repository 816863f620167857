// Who gets in with which credentials.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkedServer } from "../../../test/server/checked-server.ts";
import type { TorcError } from "../../core/errors.ts";
import { createAuthenticator } from "./credentials.ts";
import { readUsers } from "./users-file.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-credentials-"));
afterAll(() => rmSync(folder, { recursive: true }));
const hash = Bun.password.hashSync("right: ü", { algorithm: "bcrypt", cost: 4 });
const file = join(folder, "htpasswd");
// htpasswd programs write the letter y.
writeFileSync(file, `# users\n\nanna:${hash}\nbert:${hash.replace("$2b$", "$2y$")}\n`);

const basic = (user: string, password: string) => ({
	authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`,
});

test("with required users, every route asks for them", async () => {
	await using checked = await checkedServer({ authFile: file, requireAuth: true });
	for (const path of ["/ping", "/version", "/nope", "/workflow_drafts"]) {
		const response = await checked.request("GET", path);
		expect(response.status).toBe(401);
		expect(response.headers.get("www-authenticate")).toBe('Basic realm="Torc"');
		expect(await response.text()).toBe("Unauthorized");
	}
	for (const headers of [basic("anna", "right: ü"), basic("bert", "right: ü")]) {
		expect((await checked.request("GET", "/ping", undefined, headers)).status).toBe(200);
	}
	const bad = [
		basic("anna", "wrong"),
		basic("nobody", "right: ü"),
		{ authorization: "Bearer x" },
		{ authorization: "Basic !" },
	];
	for (const headers of bad) expect((await checked.request("GET", "/ping", undefined, headers)).status).toBe(401);
});

test("a known user owns what he creates; a wrong password is nobody, and is logged", async () => {
	const messages: string[] = [];
	await using checked = await checkedServer({ authFile: file, log: (message) => messages.push(message) });
	const owner = async (headers: Record<string, string>) => {
		const response = await checked.request("POST", "/workflows", { name: "w", user: "claimed" }, headers);
		return ((await response.json()) as { user: string }).user;
	};
	expect(await owner(basic("anna", "right: ü"))).toBe("anna");
	expect(messages).toEqual([]);
	expect(await owner(basic("anna", "wrong"))).toBe("claimed");
	expect(messages.join()).toContain('wrong password for user "anna"');
	expect(await owner({})).toBe("claimed");
});

test("without a file credentials are ignored", async () => {
	await using checked = await checkedServer();
	expect((await checked.request("GET", "/ping", undefined, basic("x", "y"))).status).toBe(200);
});

test("a verified pair is remembered, a wrong one never", async () => {
	const { authenticate } = createAuthenticator({
		authFile: file,
		required: false,
		cacheSeconds: 60,
		log: () => undefined,
	});
	const ask = (user: string, password: string) =>
		authenticate(new Request("http://x/", { headers: basic(user, password) }));
	const together = await Promise.all([ask("anna", "right: ü"), ask("anna", "right: ü"), ask("anna", "wrong")]);
	expect(together).toEqual(["anna", "anna", null]);
	expect(await ask("anna", "right: ü")).toBe("anna");
	expect(await ask("bert", "wrong")).toBeNull();
});

test("a file that cannot be used is named with its line", () => {
	const wrong = join(folder, "wrong");
	writeFileSync(wrong, `anna:${hash}\nbert:plain\n`);
	expect(() => readUsers(wrong)).toThrow(`${wrong}:2: expected user:bcrypt-hash`);
	writeFileSync(wrong, "# nobody\n");
	expect(() => readUsers(wrong)).toThrow("names no user");
	expect(() => readUsers(join(folder, "missing"))).toThrow("Cannot read the file of users");
	const required = { authFile: null, required: true, cacheSeconds: 0, log: () => undefined };
	expect(() => createAuthenticator(required)).toThrow("--require-auth needs a file of users");
});

test("users are read again on request; a file that cannot be used changes nothing", async () => {
	const users = join(folder, "changing");
	writeFileSync(users, `anna:${hash}\n`);
	await using checked = await checkedServer({ authFile: users });
	const anna = basic("anna", "right: ü");
	const bert = basic("bert", "right: ü");
	const reload = (headers: Record<string, string>) => checked.request("POST", "/admin/reload-auth", undefined, headers);
	expect((await reload(bert)).status).toBe(403);
	writeFileSync(users, `anna:${hash}\nbert:${hash}\n`);
	const answer = await reload(anna);
	expect([answer.status, await answer.json()]).toEqual([
		200,
		{ message: "Auth credentials reloaded successfully", user_count: 2 },
	]);
	writeFileSync(users, "nonsense\n");
	const refused = await reload(bert);
	expect(refused.status).toBe(500);
	expect(await refused.json()).toMatchObject({ error: { error: "ReloadFailed", message: expect.any(String) } });
	expect((await checked.request("GET", "/admin/audit-log", undefined, anna)).status).toBe(200);
});

test("who is removed from the file loses what was remembered, and open streams", async () => {
	const users = join(folder, "shrinking");
	writeFileSync(users, `anna:${hash}\nbert:${hash}\n`);
	await using checked = await checkedServer({ authFile: users, enforceAccess: true, adminUsers: ["anna"] });
	const anna = basic("anna", "right: ü");
	const bert = basic("bert", "right: ü");
	const created = await checked.request("POST", "/workflows", { name: "w", user: "x" }, bert);
	const { id } = (await created.json()) as { id: number };
	const stream = await checked.request("GET", `/workflows/${id}/events/stream`, undefined, bert);
	const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
	await reader.read();
	writeFileSync(users, `anna:${hash}\n`);
	expect((await checked.request("POST", "/admin/reload-auth", undefined, anna)).status).toBe(200);
	expect((await reader.read()).done).toBe(true);
	expect((await checked.request("GET", `/workflows/${id}`, undefined, bert)).status).toBe(403);
});

test("a server without a file of users has nothing to reload", async () => {
	await using checked = await checkedServer();
	const answer = await checked.request("POST", "/admin/reload-auth");
	expect([answer.status, await answer.json()]).toMatchObject([500, { error: { error: "NoAuthFile" } }]);
});

test("a flood of wrong passwords is turned away instead of filling the memory", async () => {
	const { authenticate } = createAuthenticator({
		authFile: file,
		required: false,
		cacheSeconds: 60,
		log: () => undefined,
	});
	const ask = (password: string) =>
		Promise.resolve(authenticate(new Request("http://x/", { headers: basic("anna", password) }))).catch(
			(error: TorcError) => error.kind,
		);
	await ask("right: ü");
	const flood = Array.from({ length: 300 }, (_, index) => ask(`wrong ${index}`));
	expect(await ask("right: ü")).toBe("anna");
	const answers = await Promise.all(flood);
	expect(answers.filter((answer) => answer === "busy")).toHaveLength(236);
	expect(answers.filter((answer) => answer === null)).toHaveLength(64);
});
