// What is told about a program's end.
import { expect, test } from "bun:test";
import { spawnDetached } from "./spawn.ts";

const spawn = (script: string) =>
	spawnDetached({ command: ["sh", "-c", script], env: { PATH: "/usr/bin:/bin" }, stdout: null, stderr: null });

test("an exit has its code", async () => {
	expect(await spawn("exit 7").exited).toMatchObject({ code: 7, signal: null });
});

test("a signal has its number, and the code shells show", async () => {
	expect(await spawn("kill -TERM $$").exited).toMatchObject({ code: 143, signal: 15 });
	expect(await spawn("kill -KILL $$").exited).toMatchObject({ code: 137, signal: 9 });
});
