// Errors of the system in words, whether or not they name a path.
import { expect, test } from "bun:test";
import { reportError } from "./report-error.ts";

const systemError = (code: string, message: string, path?: string): Error =>
	Object.assign(new Error(message), { code, ...(path !== undefined && { path }) });

test.each([
	["ENOSPC", "write", "/data/out.svg", "Error: The disk is full: cannot write /data/out.svg\n"],
	["ENOSPC", "write", undefined, "Error: The disk is full: cannot write the output\n"],
	["ENOENT", "open", "/data/in.csv", "Error: There is no /data/in.csv\n"],
	["ENOENT", "posix_spawn failed", undefined, "Error: posix_spawn failed\n"],
	["EACCES", "posix_spawn: not permitted", undefined, "Error: posix_spawn: not permitted\n"],
] as const)("%s: %s %p", (code, message, path, words) => {
	const { text, exitCode } = reportError(systemError(code, message, path), "table");
	expect(text).toStartWith(words);
	expect(exitCode).toBe(1);
});
