// Plays one transcript: a server of its own, and its commands one after the other. Most run inside this process, which
// takes milliseconds instead of a program's start; what needs a shell, and what runs jobs, runs as the real executable.
//   play.ts TRANSCRIPT RESULT [executable]     with `executable` everything is run by it
import { readFileSync, writeFileSync } from "node:fs";
import { main } from "../../../src/cli/main.ts";
import { startServer } from "../../../src/server/start-server.ts";
import { callsIn, plainWords } from "./command-words.ts";
import { type Background, inBackground, inShell, killAll } from "./in-shell.ts";
import { mask } from "./mask.ts";
import { type Finished, outputOf, readTranscript } from "./read-transcript.ts";

const [, , transcript = "", result = "", mode] = process.argv;
/** More than the slowest takes on a busy machine. */
const STEP_MS = 60_000;
const folder = process.cwd();
const server = await startServer({ databasePath: ":memory:", host: "127.0.0.1", port: 0 });
process.env.TORC_API_URL = server.url;
const { heading, steps } = readTranscript(readFileSync(transcript, "utf8"));
const surroundings = { folder, url: server.url, figuresVary: heading.includes("(figures vary)") };
const background: Background[] = [];
const outputs: string[] = [];
for (const { command } of steps) {
	const tooLate = setTimeout(giveUp, STEP_MS, command);
	outputs.push(mask(await outputOfStep(command), surroundings));
	clearTimeout(tooLate);
}
writeFileSync(result, JSON.stringify(outputs));
await server.close();
process.exit(0);

function giveUp(command: string): never {
	killAll();
	process.stderr.write(`no end of: ${command}\n`);
	process.exit(1);
}

async function outputOfStep(command: string): Promise<string> {
	const [, route = "", body = ""] = /^POST (\S+) (.*)$/.exec(command) ?? [];
	if (route !== "") return post(route, body);
	return outputOf(await finish(command));
}

async function finish(command: string): Promise<Finished> {
	const [, signal = "TERM", number = ""] = /^kill (?:-(\w+) )?%(\d+)$/.exec(command) ?? [];
	const program = background[Number(number) - 1];
	if (program !== undefined) return program.end(`SIG${signal}` as NodeJS.Signals);
	if (command.endsWith(" &")) {
		const started = inBackground(command.slice(0, -" &".length));
		background.push(started);
		return started.ready;
	}
	const words = mode === "executable" ? null : wordsForHere(command);
	return words === null ? inShell(command) : inThisProcess(words);
}

/** What other programs, such as runners, tell the server. */
async function post(route: string, body: string): Promise<string> {
	const headers = { "content-type": "application/json" };
	const answer = await fetch(server.url + route, { method: "POST", body, headers });
	return answer.ok ? "" : `? ${answer.status} ${await answer.text()}`;
}

/** null: the command needs a shell or a process of its own. */
function wordsForHere(command: string): string[] | null {
	const words = plainWords(command);
	const [call] = callsIn(command);
	if (words === null || call === undefined || words[0] !== "torc") return null;
	return call.command?.staysOpen || call.command?.server === "none" ? null : words.slice(1);
}

async function inThisProcess(words: readonly string[]): Promise<Finished> {
	const said = { stdout: "", stderr: "" };
	const write = { stdout: process.stdout.write, stderr: process.stderr.write };
	for (const name of ["stdout", "stderr"] as const) {
		process[name].write = ((text: string, done?: (error?: Error) => void) => {
			said[name] += text;
			if (typeof done === "function") done();
			return true;
		}) as typeof process.stdout.write;
	}
	try {
		return { exitCode: await main("torc", words), ...said };
	} finally {
		process.stdout.write = write.stdout;
		process.stderr.write = write.stderr;
	}
}
