// Administration from the command line, against a server process that knows users.
import { expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { passwordLine } from "../server/server-with-users.ts";
import { until } from "../until.ts";
import { serve } from "./serve.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const as = (user: string): Record<string, string> => ({ TORC_USERNAME: user, TORC_PASSWORD: "correct horse" });

test("access control from the command line: administrators, owners, strangers", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "users"), ["root", "boss", "ada", "eve"].map(passwordLine).join(""));
	const { url, log } = await serve(
		scratch,
		["--auth-file", "users", "--enforce-access-control", "--credential-cache-ttl-secs", "5"],
		{ TORC_ADMIN_USERS: "root,boss" },
	);
	const torc = (user: string, ...args: string[]) => scratch.torc(["--url", url, ...args], { env: as(user) });
	expect((await torc("ada", "workflows", "new", "-n", "mine")).exitCode).toBe(0);
	const refused = await torc("eve", "workflows", "get", "1");
	expect([refused.exitCode, refused.stdout]).toEqual([1, ""]);
	expect(refused.stderr).toContain("User 'eve' may not use workflow 1");
	const anonymous = await scratch.torc(["--url", url, "workflows", "list"], { env: { TORC_USERNAME: "ada" } });
	expect([anonymous.exitCode, anonymous.stderr]).toEqual([1, expect.stringContaining("Anonymous callers may not")]);

	expect((await torc("ada", "admin", "sql", "SELECT 1")).stderr).toContain("may not administer this server");
	for (const admin of ["root", "boss"]) {
		expect((await torc(admin, "-f", "csv", "admin", "sql", "SELECT user FROM workflow")).stdout).toBe(
			"user\r\nada\r\n",
		);
	}
	const made = await torc("root", "-f", "json", "access-groups", "create", "team");
	expect(JSON.parse(made.stdout)).toMatchObject({ name: "team" });
	expect((await torc("root", "access-groups", "add-user", "team", "eve")).exitCode).toBe(0);
	expect((await torc("ada", "access-groups", "add-workflow", "mine", "team")).exitCode).toBe(0);
	expect((await torc("eve", "workflows", "get", "1")).exitCode).toBe(0);

	const statistics = await torc("root", "-f", "json", "admin", "api-stats", "--window", "3600", "--interval", "3600");
	const { buckets } = JSON.parse(statistics.stdout) as { buckets: { status_2xx: number; status_4xx: number }[] };
	expect(Math.max(...buckets.map((bucket) => bucket.status_2xx))).toBeGreaterThan(5);
	expect((await torc("root", "admin", "api-stats")).stdout).toContain("│ Requests │");

	writeFileSync(join(scratch.path, "users"), ["root", "boss"].map(passwordLine).join(""));
	const reloaded = await torc("root", "-f", "json", "admin", "reload-auth");
	expect(JSON.parse(reloaded.stdout)).toEqual({
		message: "Auth credentials reloaded successfully",
		user_count: 2,
	});
	expect((await torc("eve", "workflows", "list")).stderr).toContain("Anonymous callers may not");
	expect(log()).toContain('wrong password for user "eve"');
	expect(log()).not.toContain("correct horse");
});

test("who may run a workflow can run it to its end; who may only read it cannot", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "users"), ["root", "ada", "bob", "eve"].map(passwordLine).join(""));
	const { url } = await serve(scratch, ["--auth-file", "users", "--enforce-access-control", "--admin-user", "root"]);
	const torc = async (user: string, ...args: string[]): Promise<string> => {
		const { exitCode, stdout, stderr } = await scratch.torc(["--url", url, ...args], { env: as(user) });
		return exitCode === 0 ? stdout : `failed: ${stderr}`;
	};
	const spec = {
		name: "shared",
		files: [{ name: "made", path: "made.txt" }],
		user_data: [{ name: "kept", data: 1 }],
		actions: [{ trigger_type: "on_workflow_start", action_type: "run_commands", commands: ["true"] }],
		failure_handlers: [{ name: "again", rules: [{ exit_codes: [3], max_retries: 2 }] }],
		jobs: [
			{ name: "first", command: "echo x > made.txt", output_files: ["made"], input_user_data: ["kept"] },
			{ name: "second", command: "cat made.txt", input_files: ["made"] },
			{ name: "failing", command: "exit 3", failure_handler: "again" },
		],
	};
	writeFileSync(join(scratch.path, "spec.json"), JSON.stringify(spec));
	expect(await torc("ada", "create", "spec.json")).toContain("1");
	for (const [group, user, level] of [
		["runners", "bob", "run"],
		["readers", "eve", "read"],
	] as const) {
		await torc("root", "access-groups", "create", group);
		await torc("root", "access-groups", "add-user", group, user);
		expect(await torc("ada", "access-groups", "add-workflow", "shared", group, "--level", level)).toContain(level);
	}
	expect(await torc("eve", "status", "1")).toContain("shared");
	expect(await torc("eve", "run", "1")).toContain("User 'eve' may not run workflow 1, only read it");
	expect(await torc("bob", "workflows", "update", "1", "-n", "taken")).toContain(
		"User 'bob' may not manage workflow 1",
	);
	expect(await torc("bob", "run", "1")).not.toContain("failed:");
	const results = await torc("eve", "-f", "json", "results", "list", "1");
	const { items } = JSON.parse(results) as { items: { job_name: string; status: string; attempt_id: number }[] };
	expect(items.map((item) => `${item.job_name} ${item.status} ${item.attempt_id}`).sort()).toEqual([
		"failing failed 2",
		"first completed 1",
		"second completed 1",
	]);
});

test("requests are followed line by line until a signal", async () => {
	using scratch = new Scratch();
	const { url } = await serve(scratch);
	const follower = scratch.start(["--url", url, "-f", "json", "admin", "tail-api", "--include-bodies"]);
	const people = scratch.start(["--url", url, "admin", "tail-api"]);
	// Both follow when their own requests have been counted.
	let looks = 0;
	await until(async () => {
		const text = await (await fetch(`${url}/admin/api-stats?window_seconds=3600&interval_seconds=3600`)).text();
		const asked = [...text.matchAll(/"request_count":(\d+)/g)].reduce((sum, match) => sum + Number(match[1]), 0);
		return asked - looks++ >= 4;
	});
	const body = JSON.stringify({ name: "w", user: "u", env: { TOKEN: "s3cret" } });
	await fetch(`${url}/workflows?x=1`, { method: "POST", body, headers: { "content-type": "application/json" } });
	await until(() => [follower, people].every((reader) => reader.printed().includes("POST")));
	follower.kill("SIGINT");
	people.kill("SIGTERM");
	const [json, text] = await Promise.all([follower.finished, people.finished]);
	expect([json.exitCode, text.exitCode]).toEqual([0, 0]);
	const events = json.stdout
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(events.find((event) => event.method === "POST")).toMatchObject({
		path: "/torc-service/v1/workflows",
		query: "x=1",
		status: 200,
		request_body: { text: '{"name":"w","user":"u","env":{"TOKEN":"***"}}' },
	});
	expect(text.stdout).toMatch(/^\[\d{4}-.*\] 200 POST \/torc-service\/v1\/workflows\?x=1 \d+\.\d ms -$/m);
	expect(json.stdout + text.stdout).not.toContain("s3cret");
});

test("SQL can be switched off", async () => {
	using scratch = new Scratch();
	const { url, server } = await serve(scratch, ["--disable-admin-sql-writes"]);
	const sql = (...args: string[]) => scratch.torc(["--url", url, "admin", "sql", ...args]);
	expect((await sql("SELECT 1")).exitCode).toBe(0);
	expect((await sql("--write", "-y", "CREATE TABLE x (y)")).stderr).toContain("switched off");
	server.kill("SIGTERM");
	await server.finished;
});
