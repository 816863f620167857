// torc-htpasswd: what it prints and refuses, and what it does to a file.
import { expect, setDefaultTimeout, test } from "bun:test";
import {
	chmodSync,
	existsSync,
	linkSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readUsers } from "../../src/server/credentials/users-file.ts";
import { credentialsOf, serverWithUsers } from "../server/server-with-users.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const GOOD = "purple elephant drinks tea";
const OTHER = "slow trains carry warm bread";
const FAST = ["-c", "4"];

function htpasswd(scratch: Scratch, args: readonly string[], input = "", env: Record<string, string> = {}) {
	return scratch.torc(args, { program: "torc-htpasswd", input, env });
}

test("users are added, changed, listed, verified and removed", async () => {
	using scratch = new Scratch();
	const file = join(scratch.path, "users");
	const run = (args: string[], input?: string) => htpasswd(scratch, args, input);
	const added = await run(["add", "--file", file, "ada", "-p", GOOD, ...FAST]);
	expect(added).toEqual({
		exitCode: 0,
		stdout: `Added user 'ada' in ${file}\n`,
		stderr: "Hashing password (cost=4)...\n",
	});
	expect(readFileSync(file, "utf8")).toMatch(/^ada:\$2b\$04\$[./A-Za-z0-9]{53}\n$/);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect([...readUsers(file).keys()]).toEqual(["ada"]);

	// Asked twice, on lines where there is no terminal.
	expect((await run(["add", "--file", file, "bob", ...FAST], `${OTHER}\n${OTHER}\n`)).exitCode).toBe(0);
	expect((await run(["list", "--file", file])).stdout).toBe("ada\nbob\n");
	const verified = await run(["verify", "-f", file, "bob", "-p", OTHER]);
	expect([verified.exitCode, verified.stdout]).toEqual([0, "The password of user 'bob' is right\n"]);
	expect((await run(["verify", "-f", file, "bob"], `${OTHER}\n`)).exitCode).toBe(0);
	const wrong = await run(["verify", "-f", file, "bob", "-p", GOOD]);
	expect([wrong.exitCode, wrong.stderr]).toEqual([1, "Error: Wrong password for user 'bob'\n"]);

	const changed = await run(["add", "--file", file, "ada", "-p", OTHER, ...FAST]);
	expect(changed.stdout).toBe(`Updated user 'ada' in ${file}\n`);
	expect((await run(["verify", "-f", file, "ada", "-p", OTHER])).exitCode).toBe(0);
	expect((await run(["remove", "--file", file, "ada"])).stdout).toBe(`Removed user 'ada' from ${file}\n`);
	expect((await run(["list", "--file", file])).stdout).toBe("bob\n");
});

test("order, comments and other lines stay; the file is replaced as a whole", async () => {
	using scratch = new Scratch();
	const file = join(scratch.path, "users");
	const before = "# the team\nzoe:$2b$04$old\n\n  # two\nada:$2b$04$older\nmax:$2b$04$oldest";
	writeFileSync(file, before);
	chmodSync(file, 0o644);
	const link = join(scratch.path, "link");
	symlinkSync(file, link);
	// Keeps what the file was: written into, it would change too.
	const old = join(scratch.path, "old");
	linkSync(file, old);
	await htpasswd(scratch, ["add", "--file", link, "ada", "-p", GOOD, ...FAST]);
	await htpasswd(scratch, ["add", "--file", link, "new", "-p", GOOD, ...FAST]);
	const lines = readFileSync(file, "utf8").split("\n");
	expect(lines.map((line) => line.replace(/\$2b\$04\$.{53}$/, "HASH"))).toEqual([
		"# the team",
		"zoe:$2b$04$old",
		"",
		"  # two",
		"ada:HASH",
		"max:$2b$04$oldest",
		"new:HASH",
		"",
	]);
	expect(readFileSync(old, "utf8")).toBe(before);
	expect(statSync(file).mode & 0o777).toBe(0o600);
	await htpasswd(scratch, ["remove", "--file", link, "zoe"]);
	expect(readFileSync(file, "utf8")).toStartWith("# the team\n\n  # two\nada:");
	expect(readdirSync(scratch.path).filter((name) => name.startsWith("users"))).toEqual(["users"]);
});

const REFUSED: readonly (readonly [what: string, args: string[], input: string, message: string])[] = [
	["short", ["-p", "a1!xyz7"], "", "Password is too short (7 characters)"],
	["common", ["-p", "password1"], "", "Password is too weak (score 0/4,"],
	["a row of keys", ["-p", "qwertyuiop12"], "", "Password is too weak (score 1/4,"],
	["the name itself", ["-p", "Ada.Lovelace.1815"], "", "Password is too weak (score 0/4,"],
	["too long", ["-p", `${GOOD} `.repeat(3)], "", "Password is too long"],
	["two that differ", [], `${GOOD}\n${OTHER}\n`, "The two passwords differ"],
	["no input", [], "", "No password was given"],
	["a cost", ["-p", GOOD, "-c", "3"], "", "--cost is 4 to 31, not 3"],
	["a cost above", ["-p", GOOD, "-c", "32"], "", "--cost is 4 to 31, not 32"],
];

test("weak passwords are refused with advice, and nothing is written", async () => {
	using scratch = new Scratch();
	const file = join(scratch.path, "users");
	for (const [what, args, input, message] of REFUSED) {
		const { exitCode, stderr } = await htpasswd(scratch, ["add", "--file", file, "ada.lovelace.1815", ...args], input);
		expect([what, exitCode, stderr]).toEqual([what, 1, expect.stringContaining(message)]);
	}
	for (const name of ["a:b", " ada", "#ada", ""]) {
		const { exitCode } = await htpasswd(scratch, ["add", "--file", file, name, "-p", GOOD, ...FAST]);
		expect([name, exitCode]).toEqual([name, 1]);
	}
	expect(existsSync(file)).toBe(false);
});

test("hash prints the line alone on standard output", async () => {
	using scratch = new Scratch();
	const named = await htpasswd(scratch, ["hash", "ada", "-p", GOOD, ...FAST]);
	expect(named.stdout).toMatch(/^ada:\$2b\$04\$[./A-Za-z0-9]{53}\n$/);
	expect(named.stderr).toBe("Hashing password (cost=4)...\nSend the line above to your server administrator.\n");
	const fromEnvironment = (env: Record<string, string>) => htpasswd(scratch, ["hash", "-p", GOOD, ...FAST], "", env);
	expect((await fromEnvironment({ TORC_USERNAME: "eve" })).stdout).toStartWith("eve:$2b$04$");
	expect((await fromEnvironment({})).stdout).toStartWith("tester:$2b$04$");
	const nobody = await fromEnvironment({ USER: "", USERNAME: "" });
	expect([nobody.exitCode, nobody.stdout]).toEqual([1, ""]);
	expect(nobody.stderr).toContain("could not read from $TORC_USERNAME, $USER, or $USERNAME");
});

test("a file or a user that is not there", async () => {
	using scratch = new Scratch();
	const file = join(scratch.path, "users");
	for (const args of [["list"], ["remove", "ada"], ["verify", "ada", "-p", GOOD]]) {
		const { exitCode, stderr } = await htpasswd(scratch, [...args, "--file", file]);
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`There is no file of users at ${file}`)]);
	}
	writeFileSync(file, "# nobody yet\n");
	expect((await htpasswd(scratch, ["list", "--file", file])).stdout).toBe("");
	for (const args of [
		["remove", "ada"],
		["verify", "ada", "-p", GOOD],
	]) {
		const { exitCode, stderr } = await htpasswd(scratch, [...args, "--file", file]);
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining("There is no user 'ada'")]);
	}
	expect((await htpasswd(scratch, ["add", "ada"])).exitCode).toBe(2);
});

test("the server reads the file again when asked to; a server that cannot is only a warning", async () => {
	using scratch = new Scratch();
	await using server = await serverWithUsers(["root"], { adminUsers: ["root"], host: "127.0.0.1", port: 0 });
	const add = (...args: string[]) =>
		htpasswd(scratch, ["add", "--file", server.authFile, "ada", ...FAST, "--reload-auth", ...args], "", {
			TORC_USERNAME: "root",
		});
	const reloaded = await add(
		"-p",
		"correct horse",
		"--url",
		server.checked.server.url,
		"--server-password",
		"correct horse",
	);
	expect([reloaded.exitCode, reloaded.stderr]).toEqual([0, expect.stringContaining("read the file again: 2 users")]);
	const headers = credentialsOf("ada");
	expect((await fetch(`${server.checked.server.url}/workflows`, { headers })).status).toBe(200);
	const refused = await add("-p", GOOD, "--url", server.checked.server.url, "--server-password", "wrong");
	expect([refused.exitCode, refused.stderr]).toEqual([0, expect.stringContaining("Warning: the file is changed, but")]);
	expect((await htpasswd(scratch, ["verify", "-f", server.authFile, "ada", "-p", GOOD])).exitCode).toBe(0);
});

test("list tells of lines that keep a server from starting", async () => {
	using scratch = new Scratch();
	await htpasswd(scratch, ["add", "-f", "users", "ann", "-p", GOOD, ...FAST]);
	const text = readFileSync(join(scratch.path, "users"), "utf8");
	writeFileSync(join(scratch.path, "users"), `# people\n\nbob\n${text}`);
	const { stdout, stderr } = await htpasswd(scratch, ["list", "-f", "users"]);
	expect({ stdout, stderr }).toEqual({
		stdout: "ann\n",
		stderr: "Warning: users:3: expected user:bcrypt-hash; no server starts with this file\n",
	});
});
