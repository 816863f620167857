// Which label sets of a workflow's jobs a runner with given labels serves.
import type { Database } from "../../../sqlite/database.ts";
import { servesLabels } from "./ready-groups.ts";

/** The stored label texts among the workflow's jobs that the runner serves. */
export function listReadyLabelMatches(db: Database, workflowId: number, runner: readonly string[]): string[] {
	return db
		.all<{ labels: string }>("SELECT DISTINCT labels FROM job WHERE workflow_id = ?", workflowId)
		.map((row) => row.labels)
		.filter((labels) => servesLabels(runner, labels));
}
