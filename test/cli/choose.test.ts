// Commands without a workflow, on a real pseudo-terminal: a list that narrows, moves and is taken or given up.
import { expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startServer } from "../../src/server/start-server.ts";
import { TerminalSession, visibleLines } from "./pseudo-terminal.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const ENTER = "\r";
const DOWN = "\x1b[B";
const ESC = "\x1b";
const CTRL_C = "\x03";

async function withWorkflows(...names: string[]): Promise<Scratch> {
	const scratch = new Scratch();
	for (const name of names) await scratch.json<unknown>("-s", "workflows", "new", "-n", name, "-d", `the ${name} one`);
	return scratch;
}

function onTerminal(scratch: Scratch, args: readonly string[], env: Record<string, string> = {}): TerminalSession {
	return new TerminalSession(args, { cwd: scratch.path, env: { ...scratch.environment(), ...env } });
}

test("the newest is first; arrows and Enter choose; the choice is named", async () => {
	using scratch = await withWorkflows("alpha", "beta", "gamma");
	using session = onTerminal(scratch, ["workflows", "is-complete"]);
	await session.type("1  alpha", DOWN + ENTER);
	const { exitCode, lines } = await session.finished();
	expect(exitCode).toBe(0);
	expect(lines).toEqual(["Workflow 2 'beta'", "Is complete: true", "Is canceled: false", ""]);
	const [first = ""] = session.raw.split("\x1b[3A");
	const choices = visibleLines(first).slice(1);
	expect(choices.map((line) => line.replace(/ {2}\d{4}-.*?(?= {2})/, ""))).toEqual([
		"❯ 3  gamma  the gamma one",
		"  2  beta   the beta one",
		"  1  alpha  the alpha one",
	]);
});

test("typing narrows the list", async () => {
	using scratch = await withWorkflows("alpha", "beta", "gamma");
	using session = onTerminal(scratch, ["-f", "json", "workflows", "get"]);
	await session.type("1  alpha", "ALP");
	await session.type("ALP", ENTER);
	const { exitCode, lines } = await session.finished();
	expect(exitCode).toBe(0);
	expect(JSON.parse(lines.slice(1).join("\n"))).toMatchObject({ id: 1, name: "alpha" });
});

test("Escape gives up, Ctrl-C ends the program", async () => {
	using scratch = await withWorkflows("alpha", "beta");
	using given = onTerminal(scratch, ["status"]);
	await given.type("1  alpha", ESC);
	expect(await given.finished()).toMatchObject({ exitCode: 1, lines: ["Error: No workflow was chosen", ""] });
	using ended = onTerminal(scratch, ["status"]);
	await ended.type("1  alpha", CTRL_C);
	expect((await ended.finished()).signal).toBe("SIGINT");
});

test("an id is that workflow, though its digits stand in dates of newer ones", async () => {
	using scratch = await withWorkflows("alpha", "beta", "gamma");
	using session = onTerminal(scratch, ["workflows", "is-complete"]);
	await session.type("1  alpha", `1${ENTER}`);
	expect((await session.finished()).lines[0]).toBe("Workflow 1 'alpha'");
});

test("who chooses none has declined what would lose it", async () => {
	using scratch = await withWorkflows("alpha", "beta");
	for (const words of [
		["delete"],
		["cancel"],
		["jobs", "delete-all"],
		["jobs", "delete"],
		["workflows", "reset-status"],
	]) {
		using session = onTerminal(scratch, words);
		await session.type("1  alpha", ESC);
		const { exitCode, lines } = await session.finished();
		expect([exitCode, lines.filter(Boolean)]).toEqual([0, ["cancelled"]]);
	}
});

test("the only workflow is taken and named; what would lose it asks", async () => {
	using scratch = await withWorkflows("only");
	using reading = onTerminal(scratch, ["workflows", "is-complete"]);
	expect((await reading.finished()).lines[0]).toBe("Workflow 1 'only'");
	using kept = onTerminal(scratch, ["delete"]);
	await kept.type("1  only", ENTER);
	await kept.type("Delete workflow 1 'only'", `n${ENTER}`);
	const { exitCode, lines } = await kept.finished();
	expect([exitCode, lines.at(-2)]).toEqual([0, "cancelled"]);
	using deleted = onTerminal(scratch, ["delete", "--no-prompts"]);
	await deleted.type("1  only", ENTER);
	expect((await deleted.finished()).lines).toEqual(["Workflow 1 'only'", "Deleted workflow 1 'only'", ""]);
});

test("without an id and without a terminal nothing happens", async () => {
	using scratch = await withWorkflows("only");
	for (const words of [["status"], ["cancel", "--no-prompts"], ["jobs", "delete-all"]]) {
		const { exitCode, stdout, stderr } = await scratch.torc(words);
		expect([exitCode, stdout]).toEqual([1, ""]);
		expect(stderr).toStartWith("Error: a workflow ID is required when stdin is not a terminal\n");
	}
	const deleting = await scratch.torc(["delete", "--force"]);
	expect([deleting.exitCode, deleting.stderr.split("\n")[0]]).toEqual([2, "Error: <WORKFLOWS> is needed"]);
	const run = await scratch.torc(["run"]);
	expect([run.exitCode, run.stderr.split("\n")[0]]).toEqual([2, "Error: <SPEC_OR_ID> is needed"]);
	expect((await scratch.json<{ items: unknown[] }>("list")).items).toHaveLength(1);
});

test("answers may come through a pipe, one line for each question", async () => {
	using scratch = await withWorkflows("alpha", "beta", "gamma");
	const { exitCode, stdout, stderr } = await scratch.torc(["delete", "1", "2", "3"], { input: "y\nno\nyes\n" });
	expect([exitCode, stdout]).toEqual([0, "Deleted workflow 1 'alpha'\nDeleted workflow 3 'gamma'\n"]);
	expect(stderr).toContain("cancelled");
	const ended = await scratch.torc(["delete", "2"]);
	expect([ended.exitCode, ended.stdout, ended.stderr.endsWith("cancelled\n")]).toEqual([0, "", true]);
});

test("a dumb terminal asks for a number, and shows no escape sequence", async () => {
	using scratch = await withWorkflows("alpha", "beta");
	using session = onTerminal(scratch, ["workflows", "is-complete"], { TERM: "dumb", NO_COLOR: "1" });
	await session.type("by its number: ", `7${ENTER}`);
	await session.type("by its number: ", `1${ENTER}`);
	const { exitCode, lines } = await session.finished();
	expect(exitCode).toBe(0);
	expect(session.raw).not.toContain("\x1b");
	expect(lines).toContain("'7' is none of these numbers.");
	expect(lines.slice(-3)).toEqual(["Is complete: true", "Is canceled: false", ""]);
});

const WIDE = `
name: wide
jobs:
  - {name: "${"long_".repeat(12)}job", command: "echo ${"0123456789 ".repeat(20)}"}
  - {name: 漢字, command: "true"}
`;

test("tables fit terminals of 60 and 200 columns, with and without UTF-8", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "wide.yaml"), WIDE);
	await scratch.json<unknown>("-s", "create", "wide.yaml");
	for (const cols of [60, 200]) {
		for (const LANG of ["C", "C.UTF-8"]) {
			const env = { ...scratch.environment(), LC_ALL: "", LC_CTYPE: "", LANG };
			using session = new TerminalSession(["jobs", "list", "1"], { cwd: scratch.path, env, cols });
			const { lines } = await session.finished();
			const box = lines.slice(0, 6);
			expect(box.map((line) => Bun.stringWidth(line))).toEqual(Array(6).fill(cols));
			expect(box[0]?.[0]).toBe(LANG === "C" ? "+" : "╭");
			expect(lines.at(-2)).toBe("Total: 2 jobs");
		}
	}
	// Not on a terminal nothing is cut.
	expect((await scratch.torc(["jobs", "list", "1"])).stdout).toContain("0123456789 ".repeat(20).trim());
});

test("a password is typed unseen, with the last sign taken back", async () => {
	using scratch = new Scratch();
	const users = join(scratch.path, "users");
	const hash = await Bun.password.hash("open sesame", { algorithm: "bcrypt", cost: 4 });
	writeFileSync(users, `tester:${hash}\n`);
	const options = { databasePath: ":memory:", host: "127.0.0.1", port: 0, authFile: users, requireAuth: true };
	await using server = await startServer(options);
	for (const [typed, exitCode] of [
		[`open sesamee\x7f${ENTER}`, 0],
		[`open says me${ENTER}`, 1],
	] as const) {
		using session = onTerminal(scratch, ["--url", server.url, "--prompt-password", "list"]);
		await session.type("Password for tester: ", typed);
		const finished = await session.finished();
		expect({ typed, exitCode: finished.exitCode }).toEqual({ typed, exitCode });
		expect(finished.lines[0]).toBe("Password for tester: ");
		expect(session.raw).not.toContain("open");
	}
});
