// Rules against a small store: who gets through, what the others are told. The table of all endpoints is in test/server.
import { afterAll, expect, test } from "bun:test";
import type { Access } from "../../contract/access.ts";
import { TorcError } from "../../core/errors.ts";
import { openStore } from "../../store/open-store.ts";
import { type AccessPolicy, type Ask, compileGuard } from "./guard.ts";

const store = openStore({ path: ":memory:" });
afterAll(() => store.close());
await store.write(({ db }) => {
	db.exec(`
		INSERT INTO workflow (id, name, user, timestamp) VALUES (1, 'w', 'owner', ''), (2, 'v', 'anonymous', '');
		INSERT INTO event (id, workflow_id, timestamp, data) VALUES (7, 1, 0, '{}');
		INSERT INTO task (id, workflow_id, operation, parameters, status, created_at_ms) VALUES (9, 1, 'o', '{}', 'queued', 0);
		INSERT INTO access_group (id, name, is_system, created_at) VALUES
			(1, 'admin', 1, ''), (2, 'readers', 0, ''), (3, 'runners', 0, ''), (4, 'team', 0, ''), (5, 'others', 0, '');
		INSERT INTO user_group_membership (user_name, group_id, role, created_at) VALUES ('root', 1, 'member', ''),
			('reader', 2, 'member', ''), ('runner', 3, 'member', ''), ('runner', 2, 'member', ''),
			('mate', 4, 'member', ''), ('head', 4, 'admin', ''), ('stranger', 5, 'admin', '');
		INSERT INTO workflow_access_group (workflow_id, group_id, level, created_at) VALUES
			(1, 2, 'read', ''), (1, 3, 'run', '');
		INSERT INTO workflow_access_group (workflow_id, group_id, created_at) VALUES (1, 4, '');
	`);
});

const HERE = { keepOpen: () => undefined, keepBusy: () => undefined, remoteAddress: "127.0.0.1" };

/** What the rule says: `yes`, or the error's status. */
function judge(access: Access, ask: Partial<Ask>, policy: Partial<AccessPolicy> = {}): string {
	const guard = compileGuard(access, { db: store.reader, enforced: true, knowsUsers: true, ...policy });
	try {
		guard.check({ params: {}, query: {}, body: {}, user: null, connection: HERE, ...ask });
		return "yes";
	} catch (error) {
		if (error instanceof TorcError) return `${error.status} ${error.message}`;
		throw error;
	}
}

test("levels of shares: each holds those before it, the best of several groups counts", () => {
	const allowed = (user: string | null): string =>
		(["read", "run", "manage"] as const)
			.filter((level) => judge(`${level} workflow`, { user, params: { id: 1 } }) === "yes")
			.join(" ");
	expect(allowed("owner")).toBe("read run manage");
	expect(allowed("root")).toBe("read run manage");
	expect(allowed("mate")).toBe("read run manage");
	expect(allowed("runner")).toBe("read run");
	expect(allowed("reader")).toBe("read");
	expect(allowed("stranger")).toBe("");
	expect(allowed(null)).toBe("");
	expect(judge("manage workflow", { user: "reader", params: { id: 1 } })).toBe(
		"403 User 'reader' may not manage workflow 1, only read it",
	);
});

test("the workflow is found where the rule says; what is missing is said before what is refused", () => {
	const owner = { user: "owner" };
	const stranger = { user: "stranger" };
	const places: readonly (readonly [Access, Partial<Ask>, Partial<Ask>])[] = [
		["read event", { params: { id: 7 } }, { params: { id: 8 } }],
		["read query.workflow_id", { query: { workflow_id: 1 } }, { query: { workflow_id: 3 } }],
		["manage body.workflow_id", { body: { workflow_id: 1 } }, { body: { workflow_id: 3 } }],
		["manage body.jobs", { body: { jobs: [{ workflow_id: 1 }] } }, { body: { jobs: [{ workflow_id: 3 }] } }],
	];
	for (const [access, there, missing] of places) {
		expect(judge(access, { ...there, ...owner })).toBe("yes");
		expect(judge(access, { ...there, ...stranger })).toBe("403 User 'stranger' may not use workflow 1");
		expect(judge(access, { ...missing, ...stranger })).toMatch(/^404 (Event not found with ID: 8|Workflow .* 3)$/);
		expect(judge(access, missing)).toStartWith("404");
	}
	expect(judge("manage body.jobs", { body: { jobs: [] }, ...owner })).toStartWith("422");
});

test("what may not be found is not there", () => {
	expect(judge("find task", { user: "owner", params: { id: 9 } })).toBe("yes");
	expect(judge("find task", { user: "stranger", params: { id: 9 } })).toBe("404 Task not found with ID: 9");
	expect(judge("find workflow", { params: { id: 1 } })).toBe("404 Workflow not found with ID: 1");
});

test("the name anonymous is nobody", () => {
	expect(judge("read workflow", { user: "anonymous", params: { id: 2 } })).toBe(
		"403 Anonymous callers may not use workflow 2",
	);
	expect(judge("known user", { user: "anonymous" })).toStartWith("403");
});

test("groups are administered by their own administrators and the system's", () => {
	const asks = (access: Access, user: string): string => judge(access, { user, params: { id: 4 } });
	expect(asks("group admin", "head")).toBe("yes");
	expect(asks("group admin", "root")).toBe("yes");
	expect(asks("group admin", "mate")).toBe("403 User 'mate' may not administer group 4");
	expect(asks("group member", "mate")).toBe("yes");
	expect(asks("group member", "stranger")).toStartWith("403");
	expect(judge("group admin", { user: "mate", params: { id: 66 } })).toBe("404 AccessGroup not found with ID: 66");
	expect(asks("system admin", "head")).toStartWith("403");
});

test("a workflow is shared by its owner, or by who administers the group", () => {
	const share = (user: string, group_id: number): string =>
		judge("share workflow", { user, params: { id: 1, group_id }, body: {} });
	expect(share("owner", 5)).toBe("yes");
	expect(share("head", 4)).toBe("yes");
	expect(share("head", 5)).toStartWith("403");
	expect(share("mate", 4)).toStartWith("403");
	expect(judge("share workflow", { user: "owner", params: { id: 1 }, body: { group_id: 66 } })).toStartWith("404");
});

test("about oneself anybody may ask", () => {
	expect(judge("self", { user: "mate", params: { user_name: "mate" } })).toBe("yes");
	expect(judge("self", { user: "mate", params: { user_name: "head" } })).toStartWith("403");
	expect(judge("self", { user: "mate", params: { user_name: "head", workflow_id: 66 } })).toStartWith("404");
});

test("without enforcement only the server's administration is guarded", async () => {
	const open = { enforced: false };
	expect(judge("manage workflow", { params: { id: 1 } }, open)).toBe("yes");
	expect(judge("system admin", {}, open)).toBe("yes");
	// No users: this machine only, and an unknown address is not this machine.
	const administer = (remoteAddress: string | null): string =>
		judge("administer server", { connection: { ...HERE, remoteAddress } }, { enforced: false, knowsUsers: false });
	for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) expect(administer(address)).toBe("yes");
	for (const address of ["10.0.0.1", "::ffff:10.0.0.1", "127.0.0.1.example", null]) {
		expect(administer(address)).toStartWith("403 This server knows no users");
	}
	// Users: administrators; any known user while there is no administrator.
	expect(judge("administer server", { user: "root" }, open)).toBe("yes");
	expect(judge("administer server", { user: "mate" }, open)).toStartWith("403");
	await store.write(({ db }) => db.run("DELETE FROM user_group_membership WHERE user_name = 'root'"));
	expect(judge("administer server", { user: "mate" }, open)).toBe("yes");
	expect(judge("administer server", {}, open)).toStartWith("403");
	expect(judge("administer server", { user: "mate" })).toStartWith("403");
});
