// torc-server: its line on standard output, how it ends, how it says why it cannot begin.
import { expect, setDefaultTimeout, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { passwordLine } from "../server/server-with-users.ts";
import { type RunningTorc, Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

/** A server and its address. */
async function serve(scratch: Scratch, ...args: string[]): Promise<{ server: RunningTorc; url: string; port: string }> {
	const log = join(scratch.path, `log${Math.random()}`);
	const all = ["server", "run", "--host", "127.0.0.1", "-p", "0", "-d", "server.db", "--log-dir", log, ...args];
	const server = scratch.start(all);
	for (let attempt = 0; attempt < 400; attempt++) {
		const file = join(log, "torc-server.log");
		const text = existsSync(file) ? readFileSync(file, "utf8") : "";
		const url = /listening at (http\S+:(\d+)\S*),/.exec(text);
		if (url) return { server, url: url[1] ?? "", port: url[2] ?? "" };
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error("the server did not start");
}

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

const openssl = Bun.which("openssl");
if (openssl === null) console.warn("SKIPPED HTTPS programs: openssl is needed to make a certificate");
test.skipIf(openssl === null)("over HTTPS, programs trust the authority they are told of", async () => {
	using scratch = new Scratch();
	const [certificate, key, users] = ["server.crt", "server.key", "users"].map((name) => join(scratch.path, name));
	const request = ["req", "-x509", "-days", "1", "-subj", "/CN=torc", "-addext", "subjectAltName=IP:127.0.0.1"];
	const pair = [
		"-newkey",
		"ec",
		"-pkeyopt",
		"ec_paramgen_curve:prime256v1",
		"-nodes",
		"-keyout",
		key,
		"-out",
		certificate,
	];
	execFileSync(openssl as string, [...request, ...(pair as string[])], { stdio: "ignore" });
	writeFileSync(users as string, passwordLine("tester"));
	const tls = ["--https", "--tls-cert", "server.crt", "--tls-key", "server.key"];
	const { url } = await serve(scratch, ...tls, "--auth-file", "users", "--require-auth");
	expect(url).toStartWith("https://127.0.0.1:");
	const signedIn = { TORC_PASSWORD: "correct horse" };
	const told = { ...signedIn, TORC_TLS_CA_CERT: certificate as string };
	expect((await scratch.torc(["--url", url, "workflows", "list"], { env: told })).exitCode).toBe(0);
	const flag = ["--url", url, "--tls-ca-cert", "server.crt", "workflows", "list"];
	expect((await scratch.torc(flag, { env: signedIn })).exitCode).toBe(0);
	expect((await scratch.torc(["--url", url, "workflows", "list"], { env: signedIn })).exitCode).toBe(1);
	const change = ["remove", "--file", "users", "tester", "--reload-auth", "--url", url];
	writeFileSync(users as string, passwordLine("tester") + passwordLine("ada"));
	const { stderr } = await scratch.torc(change, { program: "torc-htpasswd", env: told });
	expect(stderr).toContain("read the file again: 1 users");
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
