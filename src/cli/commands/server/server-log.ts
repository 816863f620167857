// Where a server's messages go: standard error, and a file that is changed before it gets too large.
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isTold, type LogLevel } from "../../../core/log-level.ts";

export interface ServerLogOptions {
	readonly logDir: string | null;
	/** The file holds JSON lines. */
	readonly json: boolean;
	readonly say: (line: string) => void;
	/** What is less severe is not told: warnings begin with `warning:`, anything else is information. */
	readonly level: LogLevel;
}

/** 10 MiB in each of 5 files: torc-server.log, .1, … .4 (8-access, Server process). */
const MAX_BYTES = 10 * 2 ** 20;
const FILES = 5;

/** Errors: the system's, when the folder cannot be made. */
export function serverLog({ logDir, json, say, level }: ServerLogOptions): (message: string) => void {
	if (logDir !== null) mkdirSync(logDir, { recursive: true });
	const file = logDir === null ? null : join(logDir, "torc-server.log");
	let size = file === null ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);

	return (message) => {
		if (!isTold(message.startsWith("warning:") ? "warn" : "info", level)) return;
		const time = new Date().toISOString();
		const text = `${time} ${message}`;
		say(text);
		if (file === null) return;
		const line = `${json ? JSON.stringify({ time, message }) : text}\n`;
		if (size + line.length > MAX_BYTES) {
			rotate(file);
			size = 0;
		}
		try {
			appendFileSync(file, line);
			size += Buffer.byteLength(line);
		} catch (error) {
			say(`${time} cannot write ${file}: ${(error as Error).message}`);
		}
	};
}

function rotate(file: string): void {
	rmSync(`${file}.${FILES - 1}`, { force: true });
	for (let number = FILES - 2; number >= 0; number--) {
		const from = number === 0 ? file : `${file}.${number}`;
		if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${file}.${number + 1}`);
	}
}
