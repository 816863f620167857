// A server of its own process for one command: how it is started, what it says, and that it never outlives the command.
import { expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SERVER = join(import.meta.dir, "../../bin/torc-server");

/** A server that leaves its arguments and its process id, and says something on both streams. */
function talkative(scratch: Scratch): string {
	return program(scratch, `echo "$@" > arguments; echo $$ > pid; echo hello; echo trouble >&2; exec ${SERVER} "$@"`);
}

function program(scratch: Scratch, lines: string): string {
	const path = join(scratch.path, "server.sh");
	writeFileSync(path, `#!/bin/bash\n${lines}\n`);
	chmodSync(path, 0o755);
	return path;
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

test("the named program serves the command and ends with it", async () => {
	using scratch = new Scratch();
	const bin = talkative(scratch);
	const { exitCode, stderr } = await scratch.torc([
		"-s",
		"--torc-server-bin",
		bin,
		"--db",
		"a/b.db",
		"exec",
		"-c",
		"true",
	]);
	const database = join(scratch.path, "a/b.db");
	expect(exitCode).toBe(0);
	expect(readFileSync(join(scratch.path, "arguments"), "utf8")).toBe(
		`run --host 127.0.0.1 --port 0 --database ${database} --shutdown-on-stdin-eof\n`,
	);
	expect(stderr).toMatch(/^Started standalone torc-server on http:\/\/127\.0\.0\.1:\d+\/torc-service\/v1 \(db: .*\)$/m);
	for (const line of ["[torc-server] hello", "[torc-server] trouble"]) expect(stderr.split("\n")).toContain(line);
	expect(isAlive(Number(readFileSync(join(scratch.path, "pid"), "utf8")))).toBe(false);
	const { items } = await scratch.json<{ items: { status: string }[] }>("-s", "--db", "a/b.db", "jobs", "list", "1");
	expect(items.map((job) => job.status)).toEqual(["completed"]);
});

test("it does not outlive a command that is killed", async () => {
	using scratch = new Scratch();
	const bin = talkative(scratch);
	const command = "touch started; while [ -e started ]; do sleep 0.05; done";
	const running = scratch.start(["-s", "--db", "w.db", "exec", "-c", command], { env: { TORC_SERVER_BIN: bin } });
	await until(() => existsSync(join(scratch.path, "started")));
	running.kill("SIGKILL");
	const pid = Number(readFileSync(join(scratch.path, "pid"), "utf8"));
	await until(() => !isAlive(pid));
	await running.finished;
});

test("in memory it writes its database at the end", async () => {
	using scratch = new Scratch();
	const { exitCode } = await scratch.torc(
		["-s", "--in-memory", "--snapshot-interval-seconds", "1", "--db", "m/m.db", "exec", "-c", "sleep 1.2"],
		{ env: { TORC_SERVER_BIN: SERVER } },
	);
	expect([exitCode, readdirSync(join(scratch.path, "m"))]).toEqual([0, ["m.db"]]);
	const { items } = await scratch.json<{ items: { status: string }[] }>("-s", "--db", "m/m.db", "jobs", "list", "1");
	expect(items.map((job) => job.status)).toEqual(["completed"]);
});

test.each([
	["/no/such/program", "no such file"],
	["/bin/true", "it ended with code 0"],
	["/bin/false", "it ended with code 1"],
])("%s as the server is refused", async (bin, reason) => {
	using scratch = new Scratch();
	const { exitCode, stdout, stderr } = await scratch.torc(["-s", "--torc-server-bin", bin, "list"]);
	expect([exitCode, stdout]).toEqual([1, ""]);
	expect(stderr).toStartWith(`Error starting standalone torc-server: ${bin}: `);
	expect(stderr).toContain(reason);
});

test("the server inside this program says the same when its database cannot be opened", async () => {
	using scratch = new Scratch();
	const { exitCode, stderr } = await scratch.torc(["-s", "--db", ".", "list"]);
	expect(exitCode).toBe(1);
	expect(stderr).toStartWith("Error starting standalone torc-server: Cannot open the database");
});
