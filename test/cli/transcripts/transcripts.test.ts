// Plays the transcripts of this folder: commands and what they print, as a person or a program sees it.
// A new one is a file: write the commands, and record what they print with TORC_RECORD=1 npm test -- test/cli/transcripts.
import { expect, setDefaultTimeout, test } from "bun:test";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandSpec } from "../../../src/cli/grammar/command.ts";
import { type Program, programNamed } from "../../../src/cli/grammar/programs.ts";
import { Scratch } from "../torc-process.ts";
import { callsIn } from "./command-words.ts";
import { readTranscript, type Transcript, writeTranscript } from "./read-transcript.ts";

setDefaultTimeout(120_000);

const names = readdirSync(import.meta.dir).filter((name) => name.endsWith(".txt"));
const path = (name: string): string => join(import.meta.dir, name);
const read = (name: string): Transcript => readTranscript(readFileSync(path(name), "utf8"));

test.concurrent.each(names)("%s", async (name) => {
	const before = read(name);
	const outputs = await play(path(name));
	const steps = before.steps.map(({ command }, index) => ({ command, output: outputs[index] ?? "" }));
	if (process.env.TORC_RECORD) writeFileSync(path(name), writeTranscript({ heading: before.heading, steps }));
	else expect(steps).toEqual([...before.steps]);
});

test("every command is played, in table and in JSON form", () => {
	const played = new Set<string>();
	for (const name of names) {
		for (const { command } of read(name).steps) {
			for (const { program, command: spec, format } of callsIn(command)) {
				if (spec) played.add(nameOf(program, spec, format === "json" ? "as JSON" : "as text"));
			}
		}
	}
	const wanted = PROGRAMS.map(programNamed).flatMap((program) =>
		(program?.commands ?? []).flatMap((spec) => formsOf(program as Program, spec)),
	);
	expect(wanted.filter((name) => !played.has(name))).toEqual([]);
});

/** torc-slurm-job-runner needs an allocation: test/slurm/ runs it. */
const PROGRAMS = ["torc", "torc-server", "torc-htpasswd"];

/** They act on the machine's service manager; the steps are seen with `install --dry-run`. */
const OF_THE_MACHINE = /^service (start|stop|status|uninstall)$/;

function formsOf(program: Program, spec: CommandSpec): string[] {
	if (spec.hidden || OF_THE_MACHINE.test(spec.path.join(" "))) return [];
	// A script for a shell is no record.
	const forms = program.name === "torc" && spec.path[0] !== "completions" ? ["as text", "as JSON"] : ["as text"];
	return forms.map((form) => nameOf(program, spec, form));
}

const nameOf = ({ name }: Program, { path }: CommandSpec, form: string): string => [name, ...path, form].join(" ");

/** What each command printed. */
async function play(file: string): Promise<string[]> {
	using scratch = new Scratch();
	using work = new Scratch();
	const result = join(work.path, "outputs.json");
	const mode = process.env.CI === "true" ? ["executable"] : [];
	const env = { ...scratch.environment(), LC_ALL: "C.UTF-8", TZ: "UTC", NO_COLOR: "1" };
	const child = spawn(process.execPath, [join(import.meta.dir, "play.ts"), file, result, ...mode], {
		cwd: scratch.path,
		env,
		stdio: ["ignore", "ignore", "pipe"],
	});
	let trouble = "";
	child.stderr.on("data", (chunk: Buffer) => {
		trouble += chunk.toString();
	});
	const code = await new Promise<number>((resolve) => child.on("close", (status) => resolve(status ?? -1)));
	if (code !== 0) throw new Error(`playing ${file} ended with ${code}: ${trouble}`);
	return JSON.parse(readFileSync(result, "utf8")) as string[];
}
