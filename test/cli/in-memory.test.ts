// Databases in memory: written at the end, in between, and at a signal.
import { expect, setDefaultTimeout, test } from "bun:test";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const path = (scratch: Scratch, name: string): string => join(scratch.path, name);

test("a run in memory leaves its database at the end, and not before", async () => {
	using scratch = new Scratch();
	const command = "while [ ! -e go ]; do sleep 0.05; done";
	const running = scratch.start(["-s", "--in-memory", "--db", "kept/w.db", "exec", "-n", "long", "-c", command]);
	await until(() => existsSync(path(scratch, "torc_output")));
	expect(existsSync(path(scratch, "kept/w.db"))).toBe(false);
	writeFileSync(path(scratch, "go"), "");
	const { exitCode, stderr } = await running.finished;
	expect([exitCode, stderr.split(" (")[1]?.split(")")[0]]).toEqual([
		0,
		`in memory, written at the end to ${path(scratch, "kept/w.db")}`,
	]);
	expect(readdirSync(path(scratch, "kept"))).toEqual(["w.db"]);
	const listed = await scratch.json<{ items: { status: string }[] }>("-s", "--db", "kept/w.db", "jobs", "list", "long");
	expect(listed.items.map((job) => job.status)).toEqual(["completed"]);
});

test("snapshots in between outlive a kill", async () => {
	using scratch = new Scratch();
	// The job outlives its runner; it ends with its folder.
	writeFileSync(path(scratch, "stay"), "");
	const args = [
		"-s",
		"--in-memory",
		"--db",
		"w.db",
		"--snapshot-interval-seconds",
		"1",
		"exec",
		"-n",
		"x",
		"-c",
		"while [ -e stay ]; do sleep 0.05; done",
	];
	const running = scratch.start(args);
	await until(() => existsSync(path(scratch, "w.db")));
	running.kill("SIGKILL");
	await running.finished;
	const { items } = await scratch.json<{ items: { name: string }[] }>("-s", "--db", "w.db", "list");
	expect(items.map((workflow) => workflow.name)).toEqual(["x"]);
});

test("other commands, and files that would be lost, are refused", async () => {
	using scratch = new Scratch();
	const list = await scratch.torc(["-s", "--in-memory", "--db", "w.db", "list"]);
	expect([list.exitCode, list.stderr.split("\n")[0]]).toEqual([
		1,
		"Error: --in-memory is only supported with torc run and torc exec",
	]);
	expect(existsSync(path(scratch, "w.db"))).toBe(false);
	writeFileSync(path(scratch, "w.db"), "mine");
	const taken = await scratch.torc(["-s", "--in-memory", "--db", "w.db", "exec", "-c", "true"]);
	expect([taken.exitCode, taken.stderr.includes("begins a new database")]).toEqual([1, true]);
	expect((await scratch.torc(["--in-memory", "exec", "-c", "true"])).exitCode).toBe(2);
});

test("a server in memory writes a snapshot at SIGUSR1, and keeps as many as it should", async () => {
	using scratch = new Scratch();
	const args = ["run", "-d", ":memory:", "-H", "127.0.0.1", "-p", "0"];
	const env = { ...scratch.environment(), TORC_SERVER_SNAPSHOT_KEEP: "2" };
	const server = spawn(join(import.meta.dir, "../../bin/torc-server"), args, { cwd: scratch.path, env });
	let said = "";
	server.stdout.on("data", (chunk: Buffer) => {
		said += chunk.toString();
	});
	const hear = async (pattern: RegExp): Promise<RegExpExecArray> => {
		await until(() => pattern.test(said));
		return pattern.exec(said) as RegExpExecArray;
	};
	try {
		const [, port] = await hear(/TORC_SERVER_PORT=(\d+)\n/);
		for (const name of ["one", "two", "three"]) {
			await scratch.json<unknown>("--url", `http://127.0.0.1:${port}`, "workflows", "new", "-n", name);
			said = "";
			server.kill("SIGUSR1");
			expect((await hear(/TORC_SNAPSHOT_DONE=(.*)\n/))[1]).toBe(path(scratch, "torc-server-snapshot.db"));
		}
	} finally {
		server.kill("SIGTERM");
	}
	const files = readdirSync(scratch.path).filter((name) => name.startsWith("torc-server-snapshot"));
	expect(files.sort()).toEqual(["torc-server-snapshot.db", "torc-server-snapshot.db.1"]);
	const counts: number[] = [];
	for (const file of files) {
		counts.push((await scratch.json<{ items: unknown[] }>("-s", "--db", file, "list")).items.length);
	}
	expect(counts).toEqual([3, 2]);
});
