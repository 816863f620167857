// Every endpoint asked by six kinds of users, held against the table of the reference.
import { expect, setDefaultTimeout, test } from "bun:test";
import { operations } from "../../src/contract/operations.ts";
import type { RouteDeclaration } from "../../src/contract/route.ts";
import published from "../contract/facts-1.0.json";
import { makeFixture, prepare, USER_OF } from "./access-fixture.ts";
import { FAMILIES, type Family, KINDS } from "./access-table.ts";
import { type ServerWithUsers, serverWithUsers } from "./server-with-users.ts";

setDefaultTimeout(120_000);
const USERS = Object.values(USER_OF).filter((user) => user !== null);
const declared = Object.values(operations) as readonly RouteDeclaration[];

const familyOf = (endpoint: string): Family | undefined => FAMILIES.find((family) => family.endpoints.test(endpoint));
const endpointOf = ({ method, path }: RouteDeclaration): string => `${method} ${path}`;

test("every endpoint of the contract and of ours is in the table", () => {
	const ofContract = Object.values(published.operations).map((text) => text.split(" (")[0] as string);
	const ours = declared.map(endpointOf);
	expect(ofContract.filter((endpoint) => !ours.includes(endpoint))).toEqual([]);
	expect([...ofContract, ...ours].filter((endpoint) => familyOf(endpoint) === undefined)).toEqual([]);
});

test("every family has endpoints", () => {
	const families = new Set(declared.map((declaration) => familyOf(endpointOf(declaration))));
	expect(FAMILIES.filter((family) => !families.has(family)).map((family) => family.rule)).toEqual([]);
});

const start = (enforceAccess: boolean): Promise<ServerWithUsers> =>
	serverWithUsers(USERS, { enforceAccess, adminUsers: ["root"] });

async function statusOf(server: ServerWithUsers, user: string | null, declaration: RouteDeclaration): Promise<number> {
	const { path, body } = prepare(declaration, await makeFixture(server));
	const answer = await server.ask(user, declaration.method, path, body);
	// Streams would go on.
	await answer.body?.cancel();
	return answer.status;
}

/** Whom the access rule lets through gets an answer about the request itself; nothing in it is missing. */
const isAllowed = (status: number): boolean => ![401, 403, 404].includes(status) && status < 500;

for (const family of FAMILIES) {
	test(family.rule, async () => {
		await using server = await start(true);
		const wrong: string[] = [];
		for (const declaration of declared) {
			if (familyOf(endpointOf(declaration)) !== family) continue;
			for (const kind of KINDS) {
				const status = await statusOf(server, USER_OF[kind], declaration);
				const right = family.allowed.includes(kind) ? isAllowed(status) : status === family.refusal;
				if (!right) wrong.push(`${endpointOf(declaration)} as ${kind}: ${status}`);
			}
		}
		expect(wrong).toEqual([]);
	});
}

test("without enforcement anybody may do everything but administer a server that knows users", async () => {
	await using server = await start(false);
	const wrong: string[] = [];
	for (const declaration of declared) {
		const administers = declaration.path.startsWith("/admin/");
		for (const user of [null, "stranger", "root"]) {
			const status = await statusOf(server, user, declaration);
			const right = administers && user !== "root" ? status === 403 : isAllowed(status);
			if (!right) wrong.push(`${endpointOf(declaration)} as ${user}: ${status}`);
		}
	}
	expect(wrong).toEqual([]);
});

test("what is not there is said before what is refused", async () => {
	await using server = await start(true);
	for (const path of [
		"/workflows/99",
		"/jobs/99",
		"/files/99",
		"/tasks/99",
		"/jobs?workflow_id=99",
		"/access_groups/99",
	]) {
		expect([path, (await server.ask("stranger", "GET", path)).status]).toEqual([path, 404]);
	}
});

test("the list of workflows is filtered", async () => {
	await using server = await start(true);
	const { workflow } = await makeFixture(server);
	const seen = async (user: string) =>
		(await server.json<{ items: { id: number }[] }>(user, "GET", "/workflows")).items.map(({ id }) => id);
	const expected = { stranger: [], member: [workflow], head: [workflow], owner: [workflow], root: [workflow] };
	for (const [user, ids] of Object.entries(expected)) expect([user, await seen(user)]).toEqual([user, ids]);
});

test("where access is controlled the build is nobody's business", async () => {
	await using open = await serverWithUsers(["ada"], { enforceAccess: false });
	expect(await open.json("ada", "GET", "/version")).toHaveProperty("git_hash");
	await using guarded = await serverWithUsers(["ada"]);
	expect(await guarded.json("ada", "GET", "/version")).not.toHaveProperty("git_hash");
});
