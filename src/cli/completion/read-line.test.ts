// What Tab offers at the end of unfinished lines, as far as the tables tell.
import { describe, expect, test } from "bun:test";
import { type Program, programNamed } from "../grammar/programs.ts";
import { flags, nextWords } from "./candidates.ts";
import { readLine } from "./read-line.ts";
import { valueKind } from "./value-kind.ts";

const torc = programNamed("torc") as Program;
const server = programNamed("torc-server") as Program;

/** The last word is the one at the cursor; a blank at the end begins a new one. */
function read(text: string, program = torc) {
	const words = text.split(" ");
	return readLine(program, words.slice(0, -1), words.at(-1) ?? "");
}

describe("words", () => {
	test.each([
		["", "word", ""],
		["wor", "word", "wor"],
		["jobs ", "word", ""],
		["-f json jobs li", "word", "li"],
		["jobs -f json ", "word", ""],
		["help ", "nothing", ""],
		["nonsense ", "nothing", ""],
		["jobs list 3 ", "flag", ""],
		["jobs list --", "flag", "--"],
		["exec -- sort ", "file", ""],
	])("%j", (line, what, typed) => {
		const { asksFor, typed: found } = read(line);
		expect({ what: asksFor.what as string, typed: found }).toEqual({ what, typed });
	});

	test("of a group, with what they do", () => {
		expect(nextWords(torc, ["config"]).map(({ value }) => value)).toEqual(["init", "paths", "show", "validate"]);
		const first = nextWords(torc, []);
		expect(first.find(({ value }) => value === "jobs")?.help).toBe("Jobs of a workflow");
		expect(first.map(({ value }) => value)).not.toContain("reports");
		expect(first.map(({ value }) => value)).not.toContain("complete");
	});
});

describe("values", () => {
	test.each([
		["status ", "workflow", ""],
		["status 1", "workflow", "1"],
		["delete 3 4 ", "workflow", ""],
		["run ", "spec_or_workflow", ""],
		["create ex", "file", "ex"],
		["why ", "job", ""],
		["why train_1 ", "workflow", ""],
		["jobs get ", "job", ""],
		["jobs delete 1 2 ", "job", ""],
		["jobs create 1 -b 2 ", "job", ""],
		["results list --job-id ", "job", ""],
		["jobs list --status ", "words", ""],
		["jobs list --status=re", "words", "re"],
		["jobs list --status = re", "words", "re"],
		["jobs list --status =", "words", ""],
		["-f ", "words", ""],
		["--db ", "file", ""],
		["run x.yaml -o ", "folder", ""],
		["plot-resources a.db ", "file", ""],
		["completions ", "words", ""],
		["workflows archive ", "words", ""],
		["jobs list --limit ", "anything", ""],
	])("%j", (line, kind, typed) => {
		const { asksFor, command, typed: found } = read(line);
		if (asksFor.what !== "value") throw new Error(`asks for ${asksFor.what}`);
		expect({ kind: valueKind(asksFor.key, asksFor.spec, command).kind as string, typed: found }).toEqual({
			kind,
			typed,
		});
	});
});

test("flags: not twice, but repeatable ones; the command's own first; hidden ones never", () => {
	const offered = flags(torc, read("run x.yaml --label a --num-cpus 3 -")).map(({ value }) => value);
	expect(offered[0]).toBe("--max-parallel-jobs");
	expect(offered).toContain("--label");
	expect(offered).not.toContain("--num-cpus");
	expect(offered).toContain("--url");
	expect(flags(server, read("run --", server)).map(({ value }) => value)).not.toContain("--shutdown-on-stdin-eof");
});

test("a program that does something by itself", () => {
	expect(flags(server, read("--po", server)).map(({ value }) => value)).toContain("--port");
	expect(read("--tls-cert ", server).asksFor).toMatchObject({ what: "value", key: "tlsCert" });
});
