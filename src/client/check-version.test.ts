// Which pairs of versions go together.
import { expect, test } from "bun:test";
import { checkVersion, compareVersions } from "./check-version.ts";
import { connect } from "./connect.ts";

test.each([
	["0.23.0", "0.23.0", "same"],
	["0.23.0", "0.23.9", "same"],
	["0.23.0", "v0.23.1-beta", "same"],
	["0.23.0", "0.24.0 (abc)", "warning"],
	["0.23.0", "0.22", "warning"],
	["0.23.0", "1.23.0", "incompatible"],
	["0.23.0", "unreadable", "same"],
] as const)("%s with a server of %s: %s", (client, server, verdict) => {
	expect(compareVersions(client, server).verdict).toBe(verdict);
});

test.each([
	["another major", { version: "2.0.0", api_version: "2.0.0" }, "incompatible"],
	["no interface version, the program's being of another major", { version: "0.9.0" }, "incompatible"],
	["no interface version, the program's being the same", { version: "1.0.3 (abc)" }, "same"],
	["no version at all", {}, "same"],
	["the bare text of 0.12", "0.12.0 (abc)", "same"],
] as const)("a server that answers %s", async (_, answer, verdict) => {
	const client = connect({ url: "http://x", fetch: async () => Response.json(answer) });
	expect((await checkVersion(client)).verdict).toBe(verdict);
});

test("a server that cannot be reached is no complaint", async () => {
	const client = connect({ url: "http://x", fetch: () => Promise.reject(new Error("down")) });
	expect(await checkVersion(client)).toEqual({ verdict: "same" });
});
