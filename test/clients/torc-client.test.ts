// Others' published Python client against our server and runner.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startServer } from "../../src/server/start-server.ts";
import { pythonMissing, pythonProgram } from "../python/install.ts";

const missing = pythonMissing();
if (missing !== null) console.warn(`SKIPPED the published Python client: ${missing}`);
const TORC = join(import.meta.dir, "../../bin/torc");

interface Bench extends AsyncDisposable {
	readonly url: string;
	/** Runs one of the scripts beside this file; answers what it prints. */
	python(script: string, ...args: string[]): Promise<string>;
	torc(...args: string[]): Promise<string>;
}

async function openBench(): Promise<Bench> {
	const folder = mkdtempSync(join(tmpdir(), "torc-client-"));
	const server = await startServer({ databasePath: join(folder, "torc.db"), port: 0 });
	const path = `${dirname(pythonProgram("python"))}:${process.env.PATH}`;
	const env = { ...process.env, HOME: folder, PATH: path, PYTHONDONTWRITEBYTECODE: "1" };
	const run = async (command: string[]): Promise<string> => {
		const child = Bun.spawn(command, { cwd: folder, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
		const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
		if ((await child.exited) !== 0) throw new Error(`${command.join(" ")} failed: ${errors}\n${output}`);
		return output;
	};
	return {
		url: server.url,
		python: (script, ...args) => run([pythonProgram("python"), join(import.meta.dir, script), ...args]),
		torc: (...args) => run([TORC, "--url", server.url, ...args]),
		[Symbol.asyncDispose]: async () => {
			await server.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

test.skipIf(missing !== null)(
	"a diamond from creation to deletion",
	async () => {
		await using bench = await openBench();
		const seen: unknown = JSON.parse(await bench.python("diamond.py", bench.url));
		expect(seen).toEqual({
			ping: "ok",
			api_version: "0.23.0",
			workflow: ["diamond", "tester", { LEVEL: "1" }, { kind: "test" }],
			created: ["prepare", "work_left", "work_right", "merge"],
			uninitialized: true,
			blocked: [
				["merge", "work_left"],
				["merge", "work_right"],
				["work_left", "prepare"],
				["work_right", "prepare"],
			],
			rounds: [["prepare"], ["work_left", "work_right"], ["merge"]],
			statuses: ["prepare", "work_left", "work_right", "merge"].map((name) => [name, "completed"]),
			results: ["prepare", "work_left", "work_right", "merge"].map((name) => [name, 0]),
			summary: [4, 4, true],
			events: ["user_action", "note"],
			notes: ["done"],
			active_nodes: 0,
			second_start: [409, expect.stringContaining("status=completed")],
			deleted: "diamond",
			left: [],
		});
	},
	120_000,
);

test.skipIf(missing !== null)(
	"a Python function mapped across two workers",
	async () => {
		await using bench = await openBench();
		const id = (await bench.python("map_function.py", "create", bench.url)).trim();
		await bench.torc("workflows", "init", id);
		const worker = (): Promise<string> => bench.torc("run", id, "--max-parallel-jobs", "1");
		await Promise.all([worker(), worker()]);
		const collected: unknown = JSON.parse(await bench.python("map_function.py", "collect", bench.url, id));
		const note = "naïve '\"\\ 世界";
		expect(collected).toEqual({
			results: [0, 1, 4, 9, 16, 25].map((square, index) => ({ job: `square_${index + 1}`, square, note })),
			total: { sum: 55, count: 6 },
			nodes: 2,
		});
	},
	180_000,
);
