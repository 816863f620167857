// Configuration files and variables.
import { expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "./config.ts";
import { loadConfig } from "./load-config.ts";

interface Setting {
	readonly user?: string;
	readonly local?: string;
	readonly env?: Record<string, string>;
}

async function load({
	user,
	local,
	env = {},
}: Setting): Promise<{ config: Config; warnings: string[]; folder: string }> {
	const folder = mkdtempSync(join(tmpdir(), "torc-config-"));
	try {
		mkdirSync(join(folder, "torc"));
		if (user !== undefined) writeFileSync(join(folder, "torc/config.toml"), user);
		if (local !== undefined) writeFileSync(join(folder, "torc.toml"), local);
		const warnings: string[] = [];
		const sources = {
			env: { XDG_CONFIG_HOME: folder, ...env },
			cwd: folder,
		};
		return { config: await loadConfig(sources, (text) => warnings.push(text)), warnings, folder };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test("later sources win, key by key", async () => {
	const { config } = await load({
		user: '[client]\napi_url = "http://user"\nformat = "json"\n[client.run]\nnum_cpus = 4\n',
		local: '[client]\napi_url = "http://local"\n',
		env: { TORC_CLIENT__RUN__NUM_CPUS: "8", TORC_SERVER__ADMIN_USERS: "a, b", TORC_SERVER__REQUIRE_AUTH: "true" },
	});
	expect(config.text("client.api_url")).toBe("http://local");
	expect(config.text("client.format")).toBe("json");
	expect(config.number("client.run.num_cpus")).toBe(8);
	expect(config.list("server.admin_users")).toEqual(["a", "b"]);
	expect(config.boolean("server.require_auth")).toBe(true);
	expect(config.number("server.port")).toBeUndefined();
});

test.each([
	['[server]\nhost = "x"\nport = "abc"\n', /torc\.toml:3: server\.port must be a whole number, not "abc"/],
	["[client.run]\nnum_cpus = 1.5\n", /torc\.toml:2: client\.run\.num_cpus must be a whole number/],
	["server.require_auth = 1\n", /torc\.toml:1: server\.require_auth must be true or false/],
	["[server]\nadmin_users = 'a,b'\n", /torc\.toml:2: server\.admin_users must be a list of texts/],
	["[client]\nrun = 3\n", /torc\.toml:2: /],
	["[client\n", /torc\.toml:1:\d+: /],
	// As the template of Torc 1.0 has it.
	[
		"[[client.hpc.custom_profiles]]\nname = 'x'\n",
		/must be a table of keys such as \[client\.hpc\.custom_profiles\.NAME\]/,
	],
	["[client.run]\nnum_cpus = 0\n", /torc\.toml:2: client\.run\.num_cpus must be at least 1, not 0/],
])("a wrong file is refused with its place: %j", async (local, message) => {
	const { error, warnings } = await load({ local }).then(
		({ warnings }) => ({ error: "", warnings }),
		(error: Error) => ({ error: error.message, warnings: [] }),
	);
	expect([error, ...warnings].join("\n")).toMatch(message);
});

test("an unknown key is warned about, with the nearest one", async () => {
	const { warnings } = await load({ local: '[client]\napi_ulr = "http://x"\n' });
	expect(warnings).toHaveLength(1);
	expect(warnings[0]).toMatch(/torc\.toml:2: unknown key client\.api_ulr; did you mean client\.api_url\?/);
});

test("custom profiles and the dashboard's keys are left to those who read them", async () => {
	const local = '[client.hpc.custom_profiles.mine]\ndisplay_name = "Mine"\n[dash]\nport = 1\n';
	expect((await load({ local })).warnings).toEqual([]);
});

test("a variable of the wrong type is named", async () => {
	const wrong = load({ env: { TORC_SERVER__PORT: "abc" } });
	expect(wrong).rejects.toThrow("The variable TORC_SERVER__PORT must be a whole number, not 'abc'");
});
