// Commands of transcripts that run in a shell: to their end, or in the background until they are told to end.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Finished } from "./read-transcript.ts";

const BIN = join(import.meta.dir, "../../../bin");

export interface Background {
	/** The first line it says: it is ready. */
	readonly ready: Promise<Finished>;
	/** What it says after that line, and its end. */
	end(signal: NodeJS.Signals): Promise<Finished>;
}

/** To its end. */
export const inShell = (command: string): Promise<Finished> => start(command).finished;

/** A program that does not end by itself. */
export function inBackground(command: string): Background {
	const { child, said, finished } = start(command);
	const first = { stdout: "", stderr: "" };
	const ready = new Promise<Finished>((resolve) => {
		for (const name of ["stdout", "stderr"] as const) {
			child[name].on("data", () => {
				if (first.stdout + first.stderr !== "" || !said[name].includes("\n")) return;
				first[name] = said[name].slice(0, said[name].indexOf("\n") + 1);
				resolve({ ...first, exitCode: 0 });
			});
		}
		child.on("close", (code) => resolve({ ...said, exitCode: code ?? -1 }));
	});
	return {
		ready,
		end: async (signal) => {
			signalTo(child, signal);
			const { stdout, stderr, exitCode } = await finished;
			return { stdout: stdout.slice(first.stdout.length), stderr: stderr.slice(first.stderr.length), exitCode };
		},
	};
}

/** Kills what has not ended. */
export function killAll(): void {
	for (const child of running) signalTo(child, "SIGKILL");
}

const running = new Set<ChildProcess>();

function start(command: string) {
	const env = { ...process.env, PATH: `${BIN}:${process.env.PATH}` };
	const child = spawn("bash", ["-c", command], { env, detached: true });
	running.add(child);
	child.on("close", () => running.delete(child));
	const said = { stdout: "", stderr: "" };
	for (const name of ["stdout", "stderr"] as const) {
		child[name].on("data", (chunk: Buffer) => {
			said[name] += chunk.toString();
		});
	}
	child.stdin.end();
	const finished = new Promise<Finished>((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => resolve({ ...said, exitCode: code ?? -1 }));
	});
	return { child, said, finished };
}

/** To its group: the shell may have started a program of its own. */
function signalTo({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid !== undefined) process.kill(-pid, signal);
}
