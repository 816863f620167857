// Which operations the change log keeps: every one that changes something, but for the work of runners, which comes by
// the thousand and is told by results and events, and for SQL, whose own log keeps every statement.
import type { RouteDeclaration } from "./route.ts";

const WORK_OF_RUNNERS: ReadonlySet<string> = new Set([
	"batch_complete_jobs",
	"claim_action",
	"claim_jobs_based_on_resources",
	"claim_next_jobs",
	"complete_job",
	"continue_terminated_jobs",
	"create_checkpoint",
	"create_compute_node",
	"create_event",
	"create_result",
	"create_slurm_stats",
	"manage_status_change",
	"release_action",
	"retire_compute_nodes",
	"retry_job",
	"start_job",
	"sync_compute_node",
	"update_compute_node",
	"update_scheduled_compute_node",
]);

export const isKeptChange = ({ id, method }: RouteDeclaration): boolean =>
	method !== "GET" && id !== "admin_sql" && !WORK_OF_RUNNERS.has(id);
