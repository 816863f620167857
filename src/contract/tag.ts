// The group of an operation in the OpenAPI document: generated clients make a class of each (9-views, Python).

/** Of a path below the base path. */
export function tagOf(path: string): string {
	const [first = "", , third = ""] = path.slice(1).split("/");
	if (first === "workflows") return PARTS_OF_WORKFLOWS[third] ?? "workflows";
	return OTHER_GROUPS[path] ?? OTHER_GROUPS[first] ?? first.replace(/^bulk_/, "");
}

const PARTS_OF_WORKFLOWS: Readonly<Record<string, string>> = {
	access_groups: "access_control",
	actions: "workflow_actions",
	failure_handlers: "failure_handlers",
	remote_workers: "remote_workers",
	ro_crate_entities: "ro_crate_entities",
};

const OTHER_GROUPS: Readonly<Record<string, string>> = {
	"/admin/api-events/stream": "system",
	"/admin/api-stats": "system",
	access_check: "access_control",
	access_groups: "access_control",
	admin: "access_control",
	ping: "system",
	users: "access_control",
	version: "system",
	workflow_drafts: "workflows",
	workflow_imports: "workflows",
};
