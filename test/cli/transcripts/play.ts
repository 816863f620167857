// Plays one transcript: a server of its own, and its commands one after the other. Most run inside this process, which
// takes milliseconds instead of a program's start; what needs a shell, and what runs jobs, runs as the real executable.
//   play.ts TRANSCRIPT RESULT [executable]     with `executable` everything is run by it
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../src/cli/main.ts";
import { startServer } from "../../../src/server/start-server.ts";
import { callsIn, plainWords } from "./command-words.ts";
import { mask } from "./mask.ts";
import { type Finished, outputOf, readTranscript } from "./read-transcript.ts";

const BIN = join(import.meta.dir, "../../../bin");
const [, , transcript = "", result = "", mode] = process.argv;
const folder = process.cwd();
const server = await startServer({ databasePath: ":memory:", host: "127.0.0.1", port: 0 });
process.env.TORC_API_URL = server.url;
const { heading, steps } = readTranscript(readFileSync(transcript, "utf8"));
const surroundings = { folder, url: server.url, figuresVary: heading.includes("(figures vary)") };
const outputs: string[] = [];
for (const { command } of steps) {
	const [, route = "", body = ""] = /^POST (\S+) (.*)$/.exec(command) ?? [];
	if (route !== "") {
		outputs.push(mask(await post(route, body), surroundings));
		continue;
	}
	const words = mode === "executable" ? null : wordsForHere(command);
	const finished = words === null ? await inShell(command) : await inThisProcess(words);
	outputs.push(mask(outputOf(finished), surroundings));
}
writeFileSync(result, JSON.stringify(outputs));
await server.close();
process.exit(0);

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

function inShell(command: string): Promise<Finished> {
	const child = spawn("bash", ["-c", command], { env: { ...process.env, PATH: `${BIN}:${process.env.PATH}` } });
	let stdout = "";
	let stderr = "";
	child.stdout.on("data", (chunk: Buffer) => {
		stdout += chunk.toString();
	});
	child.stderr.on("data", (chunk: Buffer) => {
		stderr += chunk.toString();
	});
	child.stdin.end();
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => resolve({ stdout, stderr, exitCode: code ?? -1 }));
	});
}
