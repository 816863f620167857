// The environment a process was started with, from /proc.
import { readFileSync } from "node:fs";

/** Lines `NAME=value`; empty for a process that is gone or another user's. */
export function readProcessEnvironment(pid: number): ReadonlySet<string> {
	try {
		return new Set(readFileSync(`/proc/${pid}/environ`, "utf8").split("\0"));
	} catch {
		return new Set();
	}
}
