// The pages on checkpoints: their programs and command lines as they stand in the documents.
import { expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { programNamed } from "../../src/cli/grammar/programs.ts";
import { parseCommandLine } from "../../src/cli/parse/parse-command-line.ts";
import { Scratch } from "../cli/torc-process.ts";
import { codeBlocks, consoleLines, namedFiles } from "./code-blocks.ts";

const EXAMPLE_PAGE = "docs/how-to/checkpoint-examples.md";
const PAGES = ["docs/how-to/checkpoints.md", EXAMPLE_PAGE, "docs/how-to/checkpoint-trials.md"];
const FILES = namedFiles(EXAMPLE_PAGE);
const ENOUGH_MS = 120_000;

/** Specification, its job with a checkpoint, status after the time limit, outputs. */
const EXAMPLES = [
	["count.yaml", "count", "terminated", ["total.txt", "report.txt"]],
	["train.yaml", "train", "ready", ["model.json"]],
] as const;

test("there are two whole examples", () => {
	expect(Object.keys(FILES).sort()).toEqual(["count.sh", "count.yaml", "train.py", "train.yaml"]);
});

function place(): Scratch {
	const scratch = new Scratch();
	for (const [name, text] of Object.entries(FILES)) writeFileSync(join(scratch.path, name), text);
	return scratch;
}

/** Fails when a command line of the page does. */
async function run(scratch: Scratch, line: string): Promise<void> {
	const { exitCode, stderr } = await scratch.torc(line.split(/\s+/).slice(1));
	expect({ line, exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ line, exitCode: 0, stderr: "" });
}

/** Those that work on one machine. */
const linesFor = (spec: string): string[] =>
	(consoleLines(EXAMPLE_PAGE).find((lines) => lines.some((line) => line.startsWith(`torc run ${spec} `))) ?? []).filter(
		(line) => !line.startsWith("torc submit"),
	);

test(
	"interrupted and continued gives what an uninterrupted run gives",
	async () => {
		await Promise.all(EXAMPLES.map((example) => interruptAndContinue(example)));
	},
	ENOUGH_MS,
);

async function interruptAndContinue([spec, job, stopped, outputs]: (typeof EXAMPLES)[number]): Promise<void> {
	using whole = place();
	using parts = place();
	const [first = "", ...others] = linesFor(spec);
	expect(others.length).toBeGreaterThan(0);
	await run(parts, first);
	const { items } = await parts.json<{ items: { name: string; status: string }[] }>("jobs", "list", "1");
	expect(items.find(({ name }) => name === job)?.status).toBe(stopped);
	for (const line of others) await run(parts, line);
	await run(whole, `torc run ${spec}`);
	for (const output of outputs) {
		const [expected, actual] = [whole, parts].map(({ path }) => readFileSync(join(path, output), "utf8"));
		expect(actual).toBe(expected as string);
	}
	const log = stopped === "ready" ? "job_wf1_j1_r1_a2.o" : "job_wf1_j1_r2_a1.o";
	expect(readFileSync(join(parts.path, "torc_output/job_stdio", log), "utf8")).toMatch(/restart 1/);
}

test(
	"torc checkpoint test finds nothing to say about its examples",
	async () => {
		const check = async ([spec, job]: (typeof EXAMPLES)[number]) => {
			using scratch = place();
			const { exitCode, stdout, stderr } = await scratch.torc(["checkpoint", "test", spec, "--job", job]);
			return exitCode === 0 ? "good" : stderr + stdout;
		};
		expect(await Promise.all(EXAMPLES.map(check))).toEqual(["good", "good"]);
	},
	ENOUGH_MS,
);

test("every command they name is one", () => {
	const text = PAGES.map((page) => readFileSync(join(import.meta.dir, "../..", page), "utf8")).join("\n");
	// By its name alone a command is mentioned, not typed.
	const inline = [...text.matchAll(/`(torc [^`]+)`/g)]
		.map((match) => match[1] ?? "")
		.filter((line) => line !== "torc checkpoint test");
	const lines = [...inline, ...PAGES.flatMap((page) => consoleLines(page).flat())].filter(
		(line) => line.startsWith("torc ") && !line.endsWith("…"),
	);
	expect(lines.length).toBeGreaterThan(20);
	const torc = programNamed("torc");
	if (torc === null) throw new Error("no program torc");
	for (const line of lines) {
		const words = line.replaceAll(/\bN\b/g, "2").split(/\s+/).slice(1);
		expect({ line, kind: parseCommandLine(torc, words, {}, () => undefined).kind }).toEqual({ line, kind: "run" });
	}
});

test("their specifications are whole ones, and their fields exist", async () => {
	using scratch = place();
	for (const [spec] of EXAMPLES) await run(scratch, `torc create --dry-run ${spec}`);
	// Fragments: each is tried inside of what it is a part of.
	const fragments = PAGES.flatMap(codeBlocks).filter(
		({ language, text }) => language === "yaml" && !text.startsWith("# "),
	);
	expect(fragments.length).toBeGreaterThan(2);
	for (const { text } of fragments) {
		const jobs = "jobs:\n  - name: x\n    command: 'true'\n";
		const indented = text.replace(/^/gm, "    ");
		const whole = text.startsWith("checkpoint:")
			? `${jobs}${indented}`
			: text.startsWith("jobs:")
				? text
				: `${jobs}${text}`;
		writeFileSync(join(scratch.path, "fragment.yaml"), `name: fragment\n${whole}`);
		await run(scratch, "torc create --dry-run fragment.yaml");
	}
});
