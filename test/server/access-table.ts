// Who may call what when access control is enforced: 8-access-and-config, "Access control", written down by families of
// endpoints. Not derived from the code: the test holds every endpoint against it.

export const KINDS = ["anonymous", "stranger", "member", "group admin", "owner", "system admin"] as const;
export type Kind = (typeof KINDS)[number];

export interface Family {
	readonly rule: string;
	/** `METHOD /path`, as declared; the first family that fits counts. */
	readonly endpoints: RegExp;
	readonly allowed: readonly Kind[];
	/** Status for everybody else. */
	readonly refusal: 403 | 404;
}

const KNOWN: readonly Kind[] = ["stranger", "member", "group admin", "owner", "system admin"];
/** The workflow is shared with a group that `member` and `group admin` are in. */
const WITH_ACCESS: readonly Kind[] = ["member", "group admin", "owner", "system admin"];

const RECORDS = [
	"jobs",
	"files",
	"results",
	"user_data",
	"events",
	"compute_nodes",
	"resource_requirements",
	"slurm_schedulers",
	"local_schedulers",
	"failure_handlers",
	"ro_crate_entities",
	"scheduled_compute_nodes",
	"slurm_stats",
	"checkpoints",
].join("|");

export const FAMILIES: readonly Family[] = [
	{
		rule: "any authenticated caller",
		endpoints: /^GET \/(ping|version)$/,
		allowed: KNOWN,
		refusal: 403,
	},
	{
		rule: "any authenticated user creates workflows, in whatever form",
		endpoints: /^POST \/(workflows|workflow_drafts|workflow_imports)$/,
		allowed: KNOWN,
		refusal: 403,
	},
	{
		rule: "the list of workflows is filtered to accessible ones",
		endpoints: /^GET \/workflows$/,
		allowed: KNOWN,
		refusal: 403,
	},
	{
		rule: "tasks: workflow access, 404 in place of 403",
		endpoints: /^GET (\/tasks\/\{id\}|\/workflows\/\{id\}\/active_task)$/,
		allowed: WITH_ACCESS,
		refusal: 404,
	},
	{
		rule: "sharing: the workflow's owner, a system administrator, or an administrator of the group",
		endpoints: /^(POST|DELETE) \/workflows\/\{id\}\/access_groups(\/\{group_id\})?$/,
		allowed: ["group admin", "owner", "system admin"],
		refusal: 403,
	},
	{
		rule: "everything below a workflow: workflow access",
		endpoints: /^(GET|POST|PUT|DELETE) \/workflows\/\{id\}(\/|$)/,
		allowed: WITH_ACCESS,
		refusal: 403,
	},
	{
		rule: "records, lists by workflow and bulk creation: access to the owning workflow",
		endpoints: new RegExp(`^(GET|POST|PUT|DELETE) /(bulk_)?(${RECORDS})(/|$)`),
		allowed: WITH_ACCESS,
		refusal: 403,
	},
	{
		rule: "groups are made and deleted by system administrators",
		endpoints: /^(POST \/access_groups|DELETE \/access_groups\/\{id\})$/,
		allowed: ["system admin"],
		refusal: 403,
	},
	{
		rule: "(ours) users see which groups exist",
		endpoints: /^GET \/access_groups(\/\{id\})?$/,
		allowed: KNOWN,
		refusal: 403,
	},
	{
		rule: "(ours) members may read their group",
		endpoints: /^GET \/access_groups\/\{id\}\/members$/,
		allowed: ["member", "group admin", "system admin"],
		refusal: 403,
	},
	{
		rule: "members: system administrator or that group's administrator",
		endpoints: /^(POST|DELETE) \/access_groups\/\{id\}\/members(\/\{user_name\})?$/,
		allowed: ["group admin", "system admin"],
		refusal: 403,
	},
	{
		// The test asks about the user `member`.
		rule: "oneself or a system administrator",
		endpoints: /^GET (\/users\/\{user_name\}\/groups|\/access_check\/\{workflow_id\}\/\{user_name\})$/,
		allowed: ["member", "system admin"],
		refusal: 403,
	},
	{
		rule: "administration: system administrators",
		endpoints: /^(GET|POST) \/admin\//,
		allowed: ["system admin"],
		refusal: 403,
	},
];
