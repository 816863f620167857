// Who may call an operation: a small closed vocabulary, used by every declaration (8-access, Access control). The server
// enforces it in one place.

/** What a share of a workflow allows; each level holds those before it. */
export const LEVELS = ["read", "run", "manage"] as const;
export type Level = (typeof LEVELS)[number];

/** Records that belong to a workflow and are named by the path's `id`. */
export const OWNED_RECORDS = [
	"compute_node",
	"event",
	"failure_handler",
	"file",
	"job",
	"local_scheduler",
	"resource_requirements",
	"result",
	"ro_crate_entity",
	"scheduled_compute_node",
	"slurm_scheduler",
	"task",
	"user_data",
] as const;
export type OwnedRecord = (typeof OWNED_RECORDS)[number];

/**
 * Where a request names its workflow: the path's `id`, the record with the path's `id`, a parameter, a field of the body,
 * the first entry of a list in the body.
 */
type Place =
	| "workflow"
	| OwnedRecord
	| "query.workflow_id"
	| "body.workflow_id"
	| `body.${"jobs" | "files" | "user_data"}`;

/**
 * - `read job`, `manage body.workflow_id`: that level on that workflow. `find`: as `read`, but who may not is told that
 *   there is nothing.
 * - `known user`: anybody who is authenticated.
 * - `visible workflows`: a known user, who is shown only workflows he may read.
 * - `group member`, `group admin`: of the group with the path's `id`, or a system administrator.
 * - `share workflow`: the workflow's owner, an administrator of the path's or the body's `group_id`, or of the system.
 * - `self`: the user the path names as `user_name`, or a system administrator.
 * - `system admin`: a member of the group `admin`.
 * - `administer server`: the same, for operations that stay guarded when access control is not enforced.
 */
export type Access =
	| `${Level} ${Place}`
	| `find ${"workflow" | "task"}`
	| "known user"
	| "visible workflows"
	| "group member"
	| "group admin"
	| "share workflow"
	| "self"
	| "system admin"
	| "administer server";
