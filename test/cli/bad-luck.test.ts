// What cannot be helped is named, with what to do: exit code 1, the error as JSON when asked for.
import { expect, setDefaultTimeout, test } from "bun:test";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

interface Failure {
	readonly kind: string;
	readonly message: string;
	readonly hint?: string;
	readonly status?: number;
}

async function failure(scratch: Scratch, ...args: string[]): Promise<Failure & { exitCode: number }> {
	const { exitCode, stdout, stderr } = await scratch.torc(["-f", "json", ...args]);
	expect(stdout).toBe("");
	// Notices, such as that of --standalone, come before it.
	const json = stderr.slice(stderr.search(/^\{/m));
	return { exitCode, ...(JSON.parse(json) as { error: Failure }).error };
}

/** A server that answers /version with another interface, and nothing else. */
async function strangeServer(apiVersion: string): Promise<{ url: string; server: Server }> {
	const server = createServer((request, response) => {
		response.setHeader("content-type", "application/json");
		const known = request.url?.endsWith("/version") ?? false;
		response.statusCode = known ? 200 : 404;
		response.end(JSON.stringify(known ? { version: "9.0.0", api_version: apiVersion } : {}));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/torc-service/v1` };
}

test("a server of another major version is refused, unless told otherwise", async () => {
	using scratch = new Scratch();
	const { server, url } = await strangeServer("7.0.0");
	try {
		expect(await failure(scratch, "--url", url, "list")).toMatchObject({ exitCode: 1, kind: "incompatible" });
		const tried = await failure(scratch, "--url", url, "--skip-version-check", "list");
		expect(tried.kind).not.toBe("incompatible");
	} finally {
		server.close();
	}
});

test("nobody there, nothing there, nothing like it", async () => {
	using scratch = new Scratch();
	const away = await failure(scratch, "--url", "http://127.0.0.1:9", "list");
	expect(away).toMatchObject({ exitCode: 1, kind: "unreachable" });
	expect(away.message).toEndWith("/torc-service/v1: nothing listens there (connection refused)");
	for (const url of ["localhost:8080", "ftp://here/", "nonsense"]) {
		const message = `'${url}' is no address of a server`;
		expect(await failure(scratch, "--url", url, "list")).toMatchObject({ exitCode: 2, kind: "usage", message });
	}
	expect(await failure(scratch, "-s", "status", "5")).toMatchObject({ exitCode: 1, kind: "not_found", status: 404 });
	expect(await failure(scratch, "-s", "status", "nameless")).toMatchObject({ exitCode: 1, kind: "not_found" });
	expect(await failure(scratch, "-s", "status")).toMatchObject({
		exitCode: 1,
		message: "a workflow ID is required when stdin is not a terminal",
	});
	expect(await failure(scratch, "run", "no.yaml")).toMatchObject({ exitCode: 1, message: "No such file: no.yaml" });
	expect(await failure(scratch, "jobs")).toMatchObject({ exitCode: 2, kind: "usage" });
});

test("an output folder that cannot be one", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "f.yaml"), "name: f\njobs: [{name: a, command: 'true'}]\n");
	writeFileSync(join(scratch.path, "taken"), "");
	const run = await scratch.torc(["-s", "run", "f.yaml", "-o", "taken"]);
	expect(run.exitCode).toBe(1);
	expect(run.stderr).toContain("output folder");
	const database = await scratch.torc(["-s", "--db", "taken/torc.db", "list"]);
	expect(database.exitCode).toBe(1);
	expect(database.stderr).toContain("taken");
});

test("a wrong configuration names its place and stops everything", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "torc.toml"), "[client.run]\nnum_cpus = 'many'\n");
	const wrong = await failure(scratch, "list");
	expect(wrong).toMatchObject({ exitCode: 1, kind: "environment" });
	expect(wrong.message).toContain("torc.toml:2: client.run.num_cpus must be a whole number");
});

test("two workflows of one name", async () => {
	using scratch = new Scratch();
	for (const _ of [1, 2]) await scratch.json<unknown>("-s", "workflows", "new", "-n", "twin");
	const twins = await failure(scratch, "status", "twin");
	expect(twins).toMatchObject({ kind: "conflict", hint: "Give an id: 1, 2." });
});

test("programs that this version does not have say so", async () => {
	using scratch = new Scratch();
	const { exitCode, stderr } = await scratch.torc(["tui"]);
	expect([exitCode, stderr.includes("'torc' has no command 'tui'")]).toEqual([2, true]);
});

test("whoever stops reading the output does no harm", async () => {
	using scratch = new Scratch();
	const jobs = Array.from({ length: 5000 }, (_, index) => `  - {name: job_${index}, command: "true"}`);
	writeFileSync(join(scratch.path, "many.yaml"), `name: many\njobs:\n${jobs.join("\n")}\n`);
	await scratch.json<unknown>("-s", "create", "many.yaml");
	const torc = join(import.meta.dir, "../../bin/torc");
	const script = [
		"set -o pipefail",
		`${torc} --help | head -1 > first; ${torc} help run | true; echo $? > code`,
		`${torc} jobs list 1 2> errors | head -2 >> first; echo $? >> code`,
		`${torc} -f json jobs list 1 2>> errors | true; echo $? >> code`,
		`${torc} -f csv jobs list 1 2>> errors | true; echo $? >> code`,
		`${torc} jobs get 77777 2>&1 >/dev/null | true; echo $? >> code`,
	].join("\n");
	expect(await bash(script, scratch)).toBe(0);
	expect(await Bun.file(join(scratch.path, "errors")).text()).toBe("");
	// The error of the last one had nobody to go to; its exit code tells all the same.
	expect(await Bun.file(join(scratch.path, "code")).text()).toBe("0\n0\n0\n0\n1\n");
});

test("Ctrl-C ends a command that waits for the server, without a trace", async () => {
	using scratch = new Scratch();
	const silent = createServer(() => undefined);
	await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
	const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/torc-service/v1`;
	try {
		const running = scratch.start(["--url", url, "list"]);
		await new Promise<void>((resolve) => silent.once("request", () => resolve()));
		running.kill("SIGINT");
		expect(await running.finished).toMatchObject({ exitCode: -1, stdout: "", stderr: "" });
	} finally {
		silent.closeAllConnections();
		silent.close();
	}
});

test("errors are JSON wherever -f json stands", async () => {
	using scratch = new Scratch();
	for (const words of [
		["lst", "-f", "json"],
		["jobs", "--format=json"],
		["list", "--nope", "-f", "json"],
	]) {
		const { exitCode, stderr } = await scratch.torc(words);
		expect([exitCode, JSON.parse(stderr).error.kind]).toEqual([2, "usage"]);
	}
});

function bash(script: string, scratch: Scratch): Promise<number> {
	const options = { cwd: scratch.path, env: scratch.environment(), stdio: "ignore" as const };
	return new Promise((resolve, reject) => {
		const child = spawn("bash", ["-c", script], options);
		child.on("error", reject);
		child.on("close", (code) => resolve(code ?? -1));
	});
}

test("--log-level: fewer warnings, or every request, without a secret", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "torc.toml"), "[client]\nformt = 'json'\n");
	const stderrAt = async (...args: string[]): Promise<string> => (await scratch.torc(["-s", ...args, "list"])).stderr;
	expect(await stderrAt()).toContain("unknown key client.formt");
	expect(await stderrAt("--log-level", "error")).not.toContain("unknown key");
	const told = await stderrAt("--log-level", "debug", "--password", "open sesame");
	expect(told).toMatch(/^debug: GET \/torc-service\/v1\/workflows\?.*user=tester.* 200 \d+\.\d ms$/m);
	expect(told).not.toContain("sesame");
});
