// torc-server: its line on standard output, how it ends, how it says why it cannot begin.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "./serve.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

test("serves until SIGTERM, and says its port", async () => {
	using scratch = new Scratch();
	const { server, url, port } = await serve(scratch);
	expect(await scratch.json<unknown>("ping", "--url", url)).toEqual({ status: "Server is running" });
	server.kill("SIGTERM");
	const { exitCode, stdout } = await server.finished;
	expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `TORC_SERVER_PORT=${port}\n` });
	const gone = await scratch.torc(["-f", "json", "ping", "--url", url]);
	expect(gone.exitCode).toBe(1);
	expect(JSON.parse(gone.stderr)).toMatchObject({ error: { kind: "unreachable", hint: expect.any(String) } });
});

test("ends with standard input when told so", async () => {
	using scratch = new Scratch();
	const args = ["--host", "127.0.0.1", "-p", "0", "-d", "server.db", "--shutdown-on-stdin-eof"];
	expect((await scratch.torc(["server", ...args])).exitCode).toBe(0);
});

test("a daemon goes on by itself; its process id is in the file", async () => {
	using scratch = new Scratch();
	const args = ["--host", "127.0.0.1", "-p", "0", "-d", "d.db", "--daemon", "--pid-file", "d.pid"];
	const { stdout, exitCode } = await scratch.torc(["server", "run", ...args]);
	const pid = Number(readFileSync(join(scratch.path, "d.pid"), "utf8"));
	try {
		expect(exitCode).toBe(0);
		const port = /^TORC_SERVER_PORT=(\d+)$/m.exec(stdout)?.[1];
		const ping = await scratch.torc(["ping", "--url", `http://127.0.0.1:${port}`]);
		expect(ping.stdout).toBe("Server is running\n");
	} finally {
		process.kill(pid, "SIGTERM");
	}
});

test("--log-level chooses what is told", async () => {
	using scratch = new Scratch();
	const args = ["server", "-d", "x.db", "-H", "127.0.0.1", "-p", "0", "--shutdown-on-stdin-eof"];
	expect((await scratch.torc(args)).stderr).toContain("listening at");
	expect((await scratch.torc([...args, "--log-level", "warn"])).stderr).toBe("");
	expect((await scratch.torc(args, { env: { RUST_LOG: "torc_server=error" } })).stderr).toBe("");
});

test("database and settings come from the environment, ./.env and the configuration", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, ".env"), "DATABASE_URL=sqlite:from-env-file.db\n");
	writeFileSync(join(scratch.path, "torc.toml"), '[server]\nhost = "127.0.0.1"\nport = 0\n');
	expect((await scratch.torc(["server", "--shutdown-on-stdin-eof"])).exitCode).toBe(0);
	expect(existsSync(join(scratch.path, "from-env-file.db"))).toBe(true);
});

test("says why it cannot begin", async () => {
	using scratch = new Scratch();
	const refuse = async (...args: string[]): Promise<string> => {
		const { exitCode, stderr } = await scratch.torc(["server", "--host", "127.0.0.1", ...args]);
		expect(exitCode).toBe(1);
		return stderr;
	};
	expect(await refuse("-p", "0")).toContain("No database is named");
	expect(await refuse("-p", "0", "-d", "x.db", "--require-auth")).toContain("--require-auth needs --auth-file");
	expect(await refuse("-p", "0", "-d", "x.db", "--https")).toContain("--https needs --tls-cert and --tls-key");
	writeFileSync(join(scratch.path, "folder"), "");
	expect(await refuse("-p", "0", "-d", "folder/x.db")).toContain("folder");
	writeFileSync(join(scratch.path, "note.db"), "this is no database, only a text that is long enough\n".repeat(20));
	expect(await refuse("-p", "0", "-d", "note.db")).toContain("note.db");
	expect((await scratch.torc(["server", "-p", "99999", "-d", "x.db"])).stderr).toContain("--port is at most 65535");
	const { port } = await serve(scratch);
	expect(await refuse("-p", port, "-d", "y.db")).toContain(`Port ${port} on 127.0.0.1 is taken by another program`);
});

test("a limit for bodies that is no number is refused by name", async () => {
	using scratch = new Scratch();
	const env = { TORC_MAX_REQUEST_BODY_MB: "lots" };
	const args = ["server", "run", "--host", "127.0.0.1", "-p", "0", "-d", "server.db"];
	const { exitCode, stderr } = await scratch.torc(args, { env });
	expect(exitCode).toBe(2);
	expect(stderr).toContain("TORC_MAX_REQUEST_BODY_MB must be a number above 0, not 'lots'");
});
