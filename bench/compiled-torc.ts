// The executable that most users have, made from what is measured.
import { join } from "node:path";
import { ROOT } from "./server-process.ts";

let built: Promise<string> | null = null;

/** Its path; it is built once per run. */
export function compiledTorc(): Promise<string> {
	built ??= build();
	return built;
}

async function build(): Promise<string> {
	const command = [process.execPath, join(ROOT, "tools/build.ts")];
	const child = Bun.spawn(command, { stdin: "ignore", stdout: "ignore", stderr: "inherit" });
	if ((await child.exited) !== 0) throw new Error("the executable cannot be built");
	return join(ROOT, "dist/torc");
}
