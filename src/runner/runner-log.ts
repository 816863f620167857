// The runner's own log: key=value lines in a file, and the same for whoever watches (4-runner §4).
import { openSync, writeSync } from "node:fs";
import type { LogLevel } from "./runner-options.ts";

export type Log = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Appends; one file for the life of the runner. */
export function openRunnerLog(path: string, watch: ((level: LogLevel, message: string) => void) | undefined): Log {
	const fd = openSync(path, "a");
	return (level, message, fields = {}) => {
		const text = [message, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(" ");
		try {
			writeSync(fd, `${new Date().toISOString()} ${level.toUpperCase()} ${text}\n`);
		} catch {
			// A full disk, or a quota: jobs must not end for the sake of the log.
		}
		watch?.(level, text);
	};
}
