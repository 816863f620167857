// Tab in real shells: words, flags, values, and what the server knows.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";
import { shellsMissing } from "./shells-missing.ts";
import { TerminalSession } from "./terminal-session.ts";

setDefaultTimeout(120_000);

const BIN = join(import.meta.dir, "../../bin");
const scratch = new Scratch();
const env = {
	PATH: `${BIN}${delimiter}${process.env.PATH}`,
	HOME: scratch.path,
	XDG_CONFIG_HOME: scratch.path,
	TORC_USERNAME: "tester",
	LANG: "C.UTF-8",
};

const SPEC = (name: string, job: string): string => `
name: ${name}
jobs:
  - {name: ${job}_one, command: "true"}
  - {name: ${job}_two, command: "true"}
`;

beforeAll(async () => {
	expect(shellsMissing()).toBeNull();
	for (const [name, job] of [
		["wind and rain", "gust"],
		["weather", "rain"],
		["traffic", "car"],
	] as const) {
		writeFileSync(join(scratch.path, `${name}.yaml`), SPEC(name, job));
		expect((await scratch.torc(["-s", "create", `${name}.yaml`])).exitCode).toBe(0);
	}
	mkdirSync(join(scratch.path, "results"));
});
afterAll(() => scratch[Symbol.dispose]());

/** What is offered at the end of the line, as `value<tab>help`. */
type Offer = (line: string) => Promise<string[]> | string[];

/** fish tells without a terminal what Tab would offer. */
const fish: Offer = (line) =>
	execFileSync("fish", ["--no-config", "-c", `torc completions fish | source; complete -C '${line}'`], {
		cwd: scratch.path,
		env,
	})
		.toString()
		.split("\n")
		.filter((found) => found !== "");

/** The candidates bash would put in, one a line, as its completion function leaves them. */
const bash: Offer = (line) => {
	const words = line.split(" ");
	const script = `source <(torc completions bash)
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; COMP_TYPE=63; COLUMNS=160
_torc_complete torc; printf '%s\\n' "\${COMPREPLY[@]}"`;
	return execFileSync("bash", ["--norc", "-c", script], { cwd: scratch.path, env })
		.toString()
		.split("\n")
		.filter((found) => found !== "")
		.map((found) => found.replace(/ {2,}\((.*)\)$/, "\t$1"));
};

for (const [shell, offer] of Object.entries({ bash, fish })) {
	test.each([
		["torc workflows execution", ["execution-plan"]],
		["torc config ", ["init", "paths", "show", "validate"]],
		["torc jobs list --status fai", ["failed"]],
		["torc jobs list --stat", ["--status"]],
		["torc status ", ["3", "2", "1"]],
		["torc status wea", ["weather"]],
		["torc status wind", [shell === "bash" ? "wind\\ and\\ rain" : "wind and rain"]],
		["torc why --url http://127.0.0.1:9 ", []],
		["torc jobs get ", ["5", "6"]],
		["torc why rain weather", ["weather"]],
		["torc logs show car", ["car_one", "car_two"]],
		["torc run traffic.y", ["traffic.yaml"]],
		["torc logs bundle --bundle-dir res", [shell === "fish" ? "results/" : "results"]],
		["torc nonsense ", []],
	])(`${shell}: %s`, async (line, values) => {
		expect((await offer(line)).map((found) => found.split("\t")[0]).filter(Boolean)).toEqual(values);
	});

	test(`${shell}: helps stand beside the values`, async () => {
		expect(await offer("torc status ")).toEqual(["3\ttraffic", "2\tweather", "1\twind and rain"]);
	});
}

test("bash completes after = and on a real terminal", async () => {
	await using terminal = new TerminalSession("bash --norc -i", scratch.path, env);
	terminal.type("source <(torc completions bash); echo rea''dy\n");
	await terminal.waitFor("ready\n");
	terminal.type("torc workflows execution\t");
	await terminal.waitFor("execution-plan ");
	terminal.type("\u0015torc jobs list --status=termi\t");
	await terminal.waitFor("--status=terminated");
	terminal.type("\u0015torc status \t\t");
	expect(await terminal.waitFor("(weather)")).toMatch(/3\s+\(traffic\)/);
	terminal.type("\u0015torc status wind\t");
	await terminal.waitFor("wind\\ and\\ rain");
	terminal.type("\u0015torc status 'wind a\t");
	await terminal.waitFor("'wind and rain'");
	terminal.type("\u0015exit\n");
});

test("zsh completes on a real terminal", async () => {
	await using terminal = new TerminalSession("zsh -f -i", scratch.path, { ...env, PS1: "> " });
	terminal.type("autoload -U compinit; compinit -u -D; source <(torc completions zsh); echo rea''dy\n");
	await terminal.waitFor("ready\n");
	terminal.type("torc workflows execution\t");
	await terminal.waitFor("execution-plan ");
	terminal.type("\u0015torc jobs list --status termi\t");
	await terminal.waitFor("terminated");
	terminal.type("\u0015torc status \t");
	expect(await terminal.waitFor("weather")).toMatch(/3\s+-- traffic/);
	terminal.type("\u0015torc status wind\t");
	await terminal.waitFor("wind\\ and\\ rain");
	terminal.type("\u0015torc run traffic.y\t");
	await terminal.waitFor("traffic.yaml");
	terminal.type("\u0015torc logs bundle --bundle-dir res\t");
	await terminal.waitFor("results/");
	terminal.type("\u0015exit\n");
});

test("elvish completes on a real terminal", async () => {
	await using terminal = new TerminalSession("elvish -norc", scratch.path, env);
	terminal.type("eval (torc completions elvish | slurp); echo rea''dy\r");
	await terminal.waitFor("ready\n");
	terminal.type("torc workflows execution\t");
	// Elvish draws only what is new on the line.
	await terminal.waitFor("-plan");
	terminal.type("\u0015torc status wind\t");
	await terminal.waitFor("'wind and rain'");
	// Enter takes the candidate.
	terminal.type("\r\u0015torc status \t");
	expect(await terminal.waitFor("(weather)")).toContain("3  (traffic)");
	terminal.type("\u0003\u0004");
});
