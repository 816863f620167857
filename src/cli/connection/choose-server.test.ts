// Which server a command talks to.
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chooseServer, DEFAULT_URL, type Wishes } from "./choose-server.ts";

const empty = mkdtempSync(join(tmpdir(), "torc-empty-"));
const used = mkdtempSync(join(tmpdir(), "torc-used-"));
mkdirSync(join(used, "torc_output"));
writeFileSync(join(used, "torc_output/torc.db"), "");
afterAll(() => {
	for (const folder of [empty, used]) rmSync(folder, { recursive: true });
});

const wishes = (changes: Partial<Wishes>): Wishes => ({
	cwd: empty,
	standalone: false,
	db: undefined,
	url: undefined,
	mayStart: false,
	...changes,
});
const nobody = async () => false;
const everybody = async () => true;

test("what is asked for wins", async () => {
	const path = join(empty, "torc_output/torc.db");
	expect(await chooseServer(wishes({ standalone: true, url: "http://x" }), everybody)).toEqual({
		server: "embedded",
		databasePath: path,
		because: "asked",
	});
	expect(await chooseServer(wishes({ cwd: used, url: "http://x:1" }), nobody)).toEqual({
		server: "remote",
		url: "http://x:1/torc-service/v1",
	});
});

test("an address keeps its path, and must be one", async () => {
	const choice = await chooseServer(wishes({ url: "https://x/proxy/torc-service/v1/" }), nobody);
	expect(choice).toEqual({ server: "remote", url: "https://x/proxy/torc-service/v1" });
	expect(chooseServer(wishes({ url: "localhost" }), nobody)).rejects.toThrow("'localhost' is no address");
});

test("what was begun in a folder goes on there", async () => {
	const choice = await chooseServer(wishes({ cwd: used }), everybody);
	expect(choice).toMatchObject({ server: "embedded", because: "found" });
});

test("else the usual address, else a new database for commands that begin something", async () => {
	expect(await chooseServer(wishes({}), everybody)).toEqual({ server: "remote", url: DEFAULT_URL });
	expect(await chooseServer(wishes({ mayStart: true }), nobody)).toMatchObject({ because: "made" });
	expect(chooseServer(wishes({}), nobody)).rejects.toThrow("No server answers at");
});
