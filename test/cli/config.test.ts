// torc config with real files: precedence, origins, what is written and what is refused.
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

function write(scratch: Scratch, files: { readonly user?: string; readonly local?: string }): void {
	mkdirSync(join(scratch.path, "torc"), { recursive: true });
	if (files.user !== undefined) writeFileSync(join(scratch.path, "torc/config.toml"), files.user);
	if (files.local !== undefined) writeFileSync(join(scratch.path, "torc.toml"), files.local);
}

test("show --origin tells file and line, variable, default, and which flag variable wins", async () => {
	using scratch = new Scratch();
	write(scratch, {
		user: '[client]\nformat = "json"\n[client.run]\nnum_cpus = 2\noutput_dir = "out"\n',
		local: "[client.run]\n\nnum_cpus = 4\n",
	});
	const env = { TORC_CLIENT__RUN__MEMORY_GB: "8", TORC_API_URL: "http://x", TORC_SERVER__ADMIN_USERS: "a,b" };
	const { stdout, exitCode } = await scratch.torc(["config", "show", "--origin"], { env });
	expect(exitCode).toBe(0);
	const lines = Object.fromEntries(
		stdout.split("\n").map((line) => {
			const [setting = "", comment = ""] = line.split(/\s+# /);
			return [setting, comment];
		}),
	);
	expect(lines["num_cpus = 4"]).toBe(`${scratch.path}/torc.toml:3`);
	expect(lines['output_dir = "out"']).toBe(`${scratch.path}/torc/config.toml:5`);
	expect(lines["memory_gb = 8.0"]).toBe("TORC_CLIENT__RUN__MEMORY_GB");
	expect(lines['admin_users = ["a", "b"]']).toBe("TORC_SERVER__ADMIN_USERS");
	expect(lines["port = 8080"]).toBe("default");
	expect(stdout).toMatch(/^api_url = \S+ +# default; TORC_API_URL is set and wins$/m);
});

test.each([[["config", "show", "-f", "json"]], [["-f", "json", "config", "show"]]])(
	"show as JSON: %j",
	async (args) => {
		using scratch = new Scratch();
		write(scratch, { local: "client.slurm.poll_interval = 7\n" });
		const { stdout } = await scratch.torc(args);
		expect(JSON.parse(stdout)).toMatchObject({ client: { slurm: { poll_interval: 7 } }, server: { port: 8080 } });
	},
);

test("what show prints is a configuration that means the same", async () => {
	using scratch = new Scratch();
	const local = `
[client.hpc.custom_profiles.mine]
display_name = "Mine"
[[client.hpc.custom_profiles.mine.partitions]]
name = "a"
cpus_per_node = 64
memory_mb = 1000
max_walltime_secs = 60
`;
	write(scratch, { local });
	const first = await scratch.torc(["config", "show"]);
	expect(first.stdout).toContain("[client.hpc.custom_profiles.mine]");
	write(scratch, { local: first.stdout });
	expect((await scratch.torc(["config", "show"])).stdout).toBe(first.stdout);
});

test("init writes a valid file that changes nothing, and keeps one that is there", async () => {
	using scratch = new Scratch();
	const before = (await scratch.torc(["config", "show"])).stdout;
	expect((await scratch.torc(["config", "init", "--local"])).exitCode).toBe(0);
	const written = readFileSync(join(scratch.path, "torc.toml"), "utf8");
	const again = await scratch.torc(["config", "init", "--local"]);
	expect({ exitCode: again.exitCode, kept: again.stderr.includes("left as it is") }).toEqual({
		exitCode: 1,
		kept: true,
	});
	expect((await scratch.torc(["config", "show"])).stdout).toBe(before);
	expect((await scratch.torc(["config", "init", "--local", "-f"])).exitCode).toBe(0);

	// Without its comment marks it is a file with every key.
	const [keys = "", profile = ""] = written.split("# A cluster that Torc does not know by itself:\n");
	write(scratch, { local: keys.replace(/^# (?=\w+ = )/gm, "") + profile.replace(/^# /gm, "") });
	const shown = await scratch.torc(["config", "validate"]);
	expect(shown.stdout).toBe("The configuration is valid.\n");
});

test("init writes the user's file by default; paths shows what is there", async () => {
	using scratch = new Scratch();
	await scratch.torc(["config", "init"]);
	expect(existsSync(join(scratch.path, "torc/config.toml"))).toBe(true);
	const { items } = await scratch.json<{ items: { scope: string; exists: boolean }[] }>("config", "paths");
	expect(items.map(({ scope }) => scope)).toEqual(["system", "user", "local"]);
	expect(items.slice(1).map(({ exists }) => exists)).toEqual([true, false]);
});

test("validate names everything that is wrong; other commands refuse to guess", async () => {
	using scratch = new Scratch();
	write(scratch, {
		local: `[client]
format = "xml"
api_ulr = "http://x"
[client.run]
poll_interval = 0
num_cpus = "four"
[client.watch]
model = "x"
[server]
port = 0
https = true
[[client.hpc.custom_profiles.m.partitions]]
name = "a"
`,
	});
	const { exitCode, stdout } = await scratch.torc(["config", "validate"]);
	expect(exitCode).toBe(1);
	const local = join(scratch.path, "torc.toml");
	expect(stdout.split("\n").filter(Boolean)).toEqual([
		`error: ${local}:6: client.run.num_cpus must be a whole number, not "four"`,
		`error: ${local}:12: client.hpc.custom_profiles.m.partitions[0].cpus_per_node is missing`,
		`error: ${local}:2: client.format is one of table, json, csv, not "xml"`,
		`error: ${local}:5: client.run.poll_interval must be more than 0, not 0`,
		`error: ${local}:10: server.port must be at least 1, not 0`,
		"error: server.https needs server.tls_cert and server.tls_key",
		`warning: ${local}:3: unknown key client.api_ulr; did you mean client.api_url?`,
		`note: ${local}:8: client.watch.model has no effect`,
		"The configuration is not valid.",
	]);
	const list = await scratch.torc(["workflows", "list"]);
	expect({ exitCode: list.exitCode, named: list.stderr.includes(`${local}:6:`) }).toEqual({ exitCode: 1, named: true });
});

test("a value out of range stops whom it concerns, with its place", async () => {
	using scratch = new Scratch();
	write(scratch, { local: '[client]\nlog_level = "loud"\n[server]\nport = 70000\n' });
	const local = join(scratch.path, "torc.toml");
	const list = await scratch.torc(["workflows", "list"], { env: { TORC_CLIENT__FORMAT: "xml" } });
	expect(list.stderr).toStartWith(
		`Error: ${local}:2: client.log_level is one of error, warn, info, debug, trace, not "loud"\n` +
			'TORC_CLIENT__FORMAT: client.format is one of table, json, csv, not "xml"\n',
	);
	write(scratch, { local: "[server]\nport = 70000\n" });
	expect((await scratch.torc(["-s", "workflows", "list"])).exitCode).toBe(0);
	const server = await scratch.torc(["server", "run", "-d", "x.db"]);
	expect(server.stderr).toStartWith(`Error: ${local}:2: server.port must be at most 65535, not 70000\n`);
});

test("a configured format of csv is for lists; other results are shown as text", async () => {
	using scratch = new Scratch();
	write(scratch, { local: '[client]\nformat = "csv"\n' });
	expect((await scratch.torc(["-s", "workflows", "new", "-n", "w"])).stdout).toContain("  Name: w\n");
	expect((await scratch.torc(["-s", "workflows", "list"])).stdout).toStartWith("ID,Name,");
	const asked = await scratch.torc(["-s", "-f", "csv", "workflows", "get", "w"]);
	expect(asked.stderr).toContain("Error: CSV is for lists only\n");
});
