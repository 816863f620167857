// Who is warned about what.
import { expect, test } from "bun:test";
import { exposureWarnings } from "./exposure-warnings.ts";
import type { ServerSettings } from "./server-settings.ts";

const LOCAL = {
	host: "127.0.0.1",
	authFile: null,
	requireAuth: false,
	enforceAccessControl: false,
	adminUsers: [] as readonly string[],
} as ServerSettings;

const TABLE: readonly (readonly [what: string, settings: Partial<ServerSettings>, warnings: readonly string[]])[] = [
	["this machine only", {}, []],
	["this machine by name", { host: "localhost" }, []],
	["this machine, IPv6", { host: "::1" }, []],
	["everywhere, for everybody", { host: "0.0.0.0" }, ["anybody who reaches 0.0.0.0:80"]],
	["a name of the network", { host: "node7" }, ["anybody who reaches node7:80"]],
	["a file of users that need not be used", { host: "0.0.0.0", authFile: "users" }, ["anybody who reaches"]],
	["everywhere, with passwords", { host: "0.0.0.0", authFile: "users", requireAuth: true }, []],
	[
		"everywhere, with access control",
		{ host: "0.0.0.0", authFile: "users", enforceAccessControl: true, adminUsers: ["root"] },
		[],
	],
	["access control without users", { enforceAccessControl: true, adminUsers: ["root"] }, ["nobody is known"]],
	["access control without administrators", { enforceAccessControl: true, authFile: "users" }, ["name one with"]],
];

for (const [what, settings, warnings] of TABLE) {
	test(what, () => {
		const expected = warnings.map((text) => expect.stringContaining(text) as string);
		expect(exposureWarnings({ ...LOCAL, ...settings }, 80)).toEqual(expected);
	});
}
