// Groups, members and shares over HTTP, and what follows from them: lists, levels, streams and waits that end.
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkedServer } from "./checked-server.ts";
import { type ServerWithUsers, serverWithUsers } from "./server-with-users.ts";

const USERS = ["root", "ada", "bob", "eve"];
const start = () => serverWithUsers(USERS, { adminUsers: ["root"] });

const workflowOf = async (server: ServerWithUsers, user: string, fields: object = {}): Promise<number> =>
	(await server.json<{ id: number }>(user, "POST", "/workflows", { name: "w", user: "x", ...fields })).id;

const groupOf = async (server: ServerWithUsers, name: string, members: readonly string[]): Promise<number> => {
	const { id } = await server.json<{ id: number }>("root", "POST", "/access_groups", { name });
	for (const user_name of members) {
		await server.json("root", "POST", `/access_groups/${id}/members`, { user_name, group_id: id, role: "member" });
	}
	return id;
};

const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

test("without enforcement anybody manages groups; the check tells the truth all the same", async () => {
	await using checked = await checkedServer({ adminUsers: ["root"] });
	const { client } = checked;
	const group = await client.createAccessGroup({ body: { name: "team", description: "us" } });
	const id = group.id as number;
	expect(group).toEqual({ id, name: "team", description: "us", is_system: false, created_at: expect.any(String) });
	expect(await client.getAccessGroup({ params: { id } })).toEqual(group);
	const member = await client.addUserToGroup({
		params: { id },
		body: { user_name: "bob", group_id: id, role: "member" },
	});
	expect(member).toMatchObject({ user_name: "bob", group_id: id, role: "member" });
	expect((await client.listGroupMembers({ params: { id } })).items).toEqual([member]);
	expect((await client.listUserGroups({ params: { user_name: "bob" } })).items).toEqual([group]);

	const workflow = (await client.createWorkflow({ body: { name: "w", user: "ada" } })).id as number;
	const check = async (user_name: string) => {
		const answer = await client.checkWorkflowAccess({ params: { workflow_id: workflow, user_name } });
		return [answer.has_access, answer.reason];
	};
	expect(await check("bob")).toEqual([false, undefined]);
	const share = await client.addWorkflowToGroup({ params: { id: workflow, group_id: id } });
	expect(share).toMatchObject({ workflow_id: workflow, group_id: id, level: "manage" });
	expect(await check("bob")).toEqual([true, "member of group 'team'"]);
	expect(await check("ada")).toEqual([true, "owner of the workflow"]);
	expect(await check("root")).toEqual([true, "system administrator"]);
	expect(await check("anonymous")).toEqual([false, undefined]);
	expect((await client.listWorkflowGroups({ params: { id: workflow } })).items).toEqual([
		{ ...group, level: "manage" },
	]);
	expect((await client.listWorkflows({ query: { access_group: "team" } })).items).toHaveLength(1);

	await client.removeWorkflowFromGroup({ params: { id: workflow, group_id: id } });
	await client.removeUserFromGroup({ params: { id, user_name: "bob" } });
	expect((await client.listGroupMembers({ params: { id } })).total_count).toBe(0);
	expect(await client.deleteAccessGroup({ params: { id } })).toEqual(group);
	await client.shareWorkflowByBody({ params: { id: workflow }, body: { group_id: 1 } });
});

const REFUSED: readonly (readonly [method: string, path: string, body: unknown, status: number, message: string])[] = [
	["POST", "/access_groups", { name: "team" }, 409, "Access group 'team' already exists"],
	["POST", "/access_groups", { name: "admin" }, 409, "already exists"],
	["POST", "/access_groups", { name: " " }, 422, "needs a name"],
	["GET", "/access_groups/99", undefined, 404, "AccessGroup not found with ID: 99"],
	["DELETE", "/access_groups/1", undefined, 403, "Group 'admin' is the server's own"],
	["POST", "/access_groups/1/members", { user_name: "eve", group_id: 1, role: "member" }, 403, "the server's own"],
	["DELETE", "/access_groups/1/members/root", undefined, 403, "the server's own"],
	[
		"POST",
		"/access_groups/2/members",
		{ user_name: "bob", group_id: 2, role: "admin" },
		409,
		"already in group 'team'",
	],
	["POST", "/access_groups/2/members", { user_name: "eve", group_id: 2, role: "boss" }, 422, "not 'boss'"],
	["DELETE", "/access_groups/2/members/eve", undefined, 404, "User 'eve' is not in group 'team'"],
	["POST", "/workflows/1/access_groups/2", undefined, 409, "Workflow 1 is already shared with group 'team'"],
	["POST", "/workflows/9/access_groups/2", undefined, 404, "Workflow not found with ID: 9"],
	["POST", "/workflows/1/access_groups/9", undefined, 404, "AccessGroup not found with ID: 9"],
	["DELETE", "/workflows/1/access_groups/1", undefined, 404, "not shared with group 'admin'"],
	["GET", "/access_check/9/ada", undefined, 404, "Workflow not found with ID: 9"],
	["POST", "/workflows", { name: "w", user: "u", access_groups: ["none"] }, 422, "Unknown access group"],
	["POST", "/workflows", { name: "w", user: "u", access_groups: ["team", "team"] }, 422, "Duplicate access group"],
];

test("what is refused says why", async () => {
	await using checked = await checkedServer({ adminUsers: ["root"] });
	const { client } = checked;
	await client.createAccessGroup({ body: { name: "team" } });
	await client.addUserToGroup({ params: { id: 2 }, body: { user_name: "bob", group_id: 2, role: "member" } });
	await client.createWorkflow({ body: { name: "w", user: "ada", access_groups: ["team"] } });
	for (const [method, path, body, status, message] of REFUSED) {
		const response = await checked.request(method, path, body);
		expect([method, path, response.status, await response.text()]).toEqual([
			method,
			path,
			status,
			expect.stringContaining(message),
		]);
	}
	expect((await client.listWorkflows()).total_count).toBe(1);
});

test("lists of groups take pages beyond their ends", async () => {
	await using checked = await checkedServer();
	for (const name of ["a", "b"]) await checked.client.createAccessGroup({ body: { name } });
	const page = await checked.client.listAccessGroups({ query: { offset: -3, limit: 2 } });
	expect(page).toMatchObject({ offset: 0, limit: 2, total_count: 3, has_more: true });
	expect(page.items.map((group) => group.name)).toEqual(["admin", "a"]);
});

test("the configured administrators are the group's members after every start", async () => {
	const folder = mkdtempSync(join(tmpdir(), "torc-admins-"));
	try {
		const members = async (...adminUsers: string[]) => {
			await using checked = await checkedServer({ databasePath: join(folder, "torc.db"), adminUsers });
			const page = await checked.client.listGroupMembers({ params: { id: 1 } });
			return page.items.map((member) => member.user_name);
		};
		expect(await members("root", "ada")).toEqual(["root", "ada"]);
		expect(await members("ada", "bob", "ada")).toEqual(["ada", "bob"]);
		expect(await members()).toEqual([]);
	} finally {
		rmSync(folder, { recursive: true });
	}
});

test("everybody lists what he may see, also when he names another", async () => {
	await using server = await start();
	const mine = await workflowOf(server, "ada", { access_groups: [] });
	await groupOf(server, "team", ["bob"]);
	const shared = await workflowOf(server, "ada", { access_groups: ["team"] });
	const seen = async (user: string, query = "") =>
		(await server.json<{ items: { id: number }[] }>(user, "GET", `/workflows${query}`)).items.map(({ id }) => id);
	expect(await seen("ada")).toEqual([mine, shared]);
	expect(await seen("bob")).toEqual([shared]);
	expect(await seen("bob", "?user=ada")).toEqual([shared]);
	expect(await seen("bob", "?access_group=team")).toEqual([shared]);
	expect(await seen("eve", "?user=ada")).toEqual([]);
	expect(await seen("eve", "?access_group=team")).toEqual([]);
	expect(await seen("root")).toEqual([mine, shared]);
	expect(await statusOf(server.ask(null, "GET", "/workflows"))).toBe(403);
});

test("the owner is the caller, whatever the body says; a new owner leaves nothing to the old one", async () => {
	await using server = await start();
	const id = await workflowOf(server, "ada");
	expect(await server.json("ada", "GET", `/workflows/${id}`)).toMatchObject({ user: "ada" });
	await server.json("ada", "PUT", `/workflows/${id}`, { name: "w", user: "bob" });
	expect(await statusOf(server.ask("ada", "GET", `/workflows/${id}`))).toBe(403);
	expect(await statusOf(server.ask("bob", "GET", `/workflows/${id}`))).toBe(200);
});

test("a share may allow less than everything, and is raised by sharing again", async () => {
	await using server = await start();
	const id = await workflowOf(server, "ada");
	const group = await groupOf(server, "team", ["bob"]);
	const share = (level: string) => server.json("ada", "POST", `/workflows/${id}/access_groups/${group}?level=${level}`);
	const attempts = async () => [
		await statusOf(server.ask("bob", "GET", `/workflows/${id}`)),
		await statusOf(server.ask("bob", "POST", `/workflows/${id}/initialize_jobs`)),
		await statusOf(server.ask("bob", "PUT", `/workflows/${id}`, { name: "mine", user: "ada" })),
	];
	expect(await attempts()).toEqual([403, 403, 403]);
	await share("read");
	expect(await attempts()).toEqual([200, 403, 403]);
	await share("run");
	expect(await attempts()).toEqual([200, 200, 403]);
	await share("manage");
	expect(await attempts()).toEqual([200, 200, 200]);
});

test("a batch belongs to one workflow, and the first entry's counts", async () => {
	await using server = await start();
	const mine = await workflowOf(server, "bob");
	const foreign = await workflowOf(server, "ada");
	const job = (workflow_id: number, name: string) => ({ workflow_id, name, command: "true" });
	const create = (...jobs: object[]) => statusOf(server.ask("bob", "POST", "/bulk_jobs", { jobs }));
	expect(await create(job(foreign, "a"))).toBe(403);
	expect(await create(job(mine, "a"), job(foreign, "b"))).toBe(422);
	expect(await create(job(foreign, "a"), job(mine, "b"))).toBe(403);
	expect(await server.json("ada", "GET", `/jobs?workflow_id=${foreign}`)).toMatchObject({ total_count: 0 });
});

test("who loses access loses the stream and the wait", async () => {
	await using server = await start();
	const id = await workflowOf(server, "ada");
	const group = await groupOf(server, "team", ["bob"]);
	const share = (method: string) => server.json("ada", method, `/workflows/${id}/access_groups/${group}`);
	const losses = [
		() => share("DELETE"),
		() => server.json("root", "DELETE", `/access_groups/${group}/members/bob`),
		() => server.json("root", "DELETE", `/access_groups/${group}`),
	];
	await share("POST");
	for (const lose of losses) {
		const [bobs, adas] = await Promise.all(
			["bob", "ada"].map(async (user) => {
				const response = await server.ask(user, "GET", `/workflows/${id}/events/stream`);
				return (response.body as ReadableStream<Uint8Array>).getReader();
			}),
		);
		const claim = server.json("bob", "POST", `/workflows/${id}/claim_next_jobs?wait_seconds=60`);
		// Both streams have begun.
		await Promise.all([bobs?.read(), adas?.read()]);
		await lose();
		expect((await bobs?.read())?.done).toBe(true);
		expect(await claim).toEqual({ jobs: [] });
		await server.json("ada", "PUT", `/workflows/${id}/cancel`);
		expect((await adas?.read())?.done).toBe(false);
		await adas?.cancel();
		await server.ask("root", "POST", `/access_groups/${group}/members`, {
			user_name: "bob",
			group_id: group,
			role: "member",
		});
		await server.ask("ada", "POST", `/workflows/${id}/access_groups/${group}`);
		await server.json("ada", "POST", `/workflows/${id}/reset_status?force=true`);
	}
});
