// Command lines, as people and scripts write them.
import { describe, expect, test } from "bun:test";
import { TorcError } from "../../core/errors.ts";
import { programNamed } from "../grammar/programs.ts";
import { type ParsedLine, parseCommandLine } from "./parse-command-line.ts";

function parse(line: string | readonly string[], env: Record<string, string> = {}, program = "torc"): ParsedLine {
	const found = programNamed(program);
	if (found === null) throw new Error(`no program ${program}`);
	return parseCommandLine(found, typeof line === "string" ? line.split(" ") : line, env);
}

function run(line: string | readonly string[], env: Record<string, string> = {}, program = "torc") {
	const parsed = parse(line, env, program);
	if (parsed.kind !== "run") throw new Error(`not a command: ${parsed.kind}`);
	return { path: parsed.command.path.join(" "), args: parsed.arguments, globals: parsed.globals };
}

function refusal(line: string | readonly string[]): string {
	try {
		parse(line);
	} catch (error) {
		if (error instanceof TorcError && error.kind === "usage") return `${error.message} ${error.hint}`;
		throw error;
	}
	return "accepted";
}

describe("global flags", () => {
	test.each([
		"-f json jobs list 7",
		"jobs -f json list 7",
		"jobs list -f json 7",
		"jobs list 7 --format=json",
		"jobs list 7 -fjson",
	])("stand anywhere: %s", (line) => {
		const { path, args, globals } = run(line);
		expect([path, args.workflow, globals.format]).toEqual(["jobs list", "7", "json"]);
	});

	test("a command's own flag wins over a global one of the same letter", () => {
		const { args, globals } = run("-s jobs list -s ready 7");
		expect([args.status, globals.standalone]).toEqual(["ready", true]);
	});

	test("come from the environment, but flags win", () => {
		const env = { TORC_API_URL: "http://a", TORC_TLS_INSECURE: "1" };
		expect(run("ping", env).globals).toMatchObject({ url: "http://a", tlsInsecure: true });
		expect(run("ping --url http://b", env).globals.url).toBe("http://b");
		expect(run("ping", { TORC_API_URL: "" }).globals.url).toBeUndefined();
	});
});

describe("older spellings", () => {
	test.each([
		["workflows create spec.yaml", "create"],
		["workflows run 3", "run"],
		["workflows status", "status"],
		["workflows initialize 3", "workflows init"],
		["workflows reinitialize 3 --dry-run", "workflows reinit"],
		["reinitialize 3", "workflows reinit"],
		["workflows delete 3 --no-prompts", "delete"],
		["reports summary 3", "status"],
		["server run -p 0", "server"],
		["jobs reset-status 3 --reinitialize", "jobs reset-status"],
	])("%s", (line, path) => {
		expect(run(line).path).toBe(path);
	});
});

describe("values", () => {
	test("several after one flag, separated by commas, and negative ones", () => {
		expect(run("jobs create 1 -n a -c x -b 2 3 -i 4").args).toMatchObject({
			workflow: "1",
			blockingJobIds: [2, 3],
			inputFileIds: [4],
		});
		expect(run("run x.yaml --label a,b --label c").args.label).toEqual(["a", "b", "c"]);
		expect(run("results list 1 --return-code -9").args.returnCode).toBe(-9);
	});

	test("a command after two dashes is left alone", () => {
		const { args } = run(["exec", "-n", "x", "--", "sort", "-u", "-f", "json"]);
		expect(args.trailing).toEqual(["sort", "-u", "-f", "json"]);
	});

	test("a text that begins with a dash and is plainly no flag", () => {
		expect(run(["exec", "-c", "-n hello world"]).args.command).toEqual(["-n hello world"]);
	});

	test("the last of several wins, defaults fill in", () => {
		expect(run("jobs list 1 --limit 3 --limit 4").args).toMatchObject({
			limit: 4,
			offset: 0,
			includeRelationships: false,
		});
	});
});

test("torc-server without a command runs", () => {
	expect(run("--port 0 -d x.db", {}, "torc-server").args).toMatchObject({ port: 0, database: "x.db" });
	expect(run(["run", "--url", "127.0.0.1"], {}, "torc-server").args.host).toBe("127.0.0.1");
});

test("help and version", () => {
	expect(parse("help jobs list")).toEqual({ kind: "help", words: ["jobs", "list"] });
	expect(parse("jobs list --limit 3 -h")).toEqual({
		kind: "help",
		words: ["jobs", "list"],
	});
	expect(parse("--version")).toEqual({ kind: "version" });
});

test("what is no whole command yet gets the help for its words", () => {
	expect(parse([])).toEqual({ kind: "help", words: [], missing: "A command is needed" });
	const missing = expect.stringContaining("'torc jobs' needs one more word: create,");
	expect(parse("-s jobs")).toEqual({ kind: "help", words: ["jobs"], missing });
});

test("an unknown format is a failure, not wrong usage", () => {
	const message = "--format is one of table, json, csv, not 'yaml'";
	expect(() => parse("ping -f yaml")).toThrow(expect.objectContaining({ kind: "malformed", message }));
});

test.each([
	["jobs lst 1", "Did you mean 'torc jobs list'?"],
	["stauts", "Did you mean 'torc status'?"],
	["workflows stauts 1", "Did you mean 'torc status'?"],
	["workflows sumbit 1", "Did you mean 'torc workflows submit'?"],
	["jobs list --limt 3", "Did you mean --limit?"],
	["jobs get", "<ID> is needed"],
	["jobs get seven", "<ID> is a whole number, not 'seven'"],
	["jobs list 1 --limit", "--limit needs a value"],
	["jobs list 1 --limit -f", "--limit needs a value"],
	["run x.yaml --max-parallel-jobs 0", "--max-parallel-jobs is at least 1, not 0"],
	["jobs list 1 --reverse-sort=yes", "--reverse-sort takes no value"],
	["jobs list --help=yes", "--help takes no value"],
	["exec --link both -c x", "--link is one of product, zip, not 'both'"],
	["status 1 2", "unexpected trailing argument(s): 2"],
	["jobs update 1 --label a --clear-labels", "--label and --clear-labels cannot be given together"],
	["jobs reset-status 1 --status failed --return-code 1", "cannot be given together"],
	["run x.yaml --in-memory", "--in-memory works only together with --standalone"],
	["jobs create 1 -n a", "--command is needed"],
])("refuses %s", (line, words) => {
	expect(refusal(line)).toContain(words);
});
