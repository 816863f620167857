// A workflow as its readers expect it (3-rest-api §0.2, §4, §9).
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import type { WorkflowRecord } from "../../store/reads/workflows.ts";

const TEXT_FIELDS = ["metadata", "slurm_defaults", "resource_monitor_config"] as const;

/** Clients that say they speak an interface before 0.23 get three fields as JSON text. */
export function workflowAnswer(workflow: WorkflowRecord, request: Request): WorkflowModel {
	const answer: Record<string, unknown> = { ...workflow, status_id: workflow.id };
	const old = /^0\.(\d+)/.exec(request.headers.get("x-torc-api") ?? "");
	if (old && Number(old[1]) < 23) {
		for (const field of TEXT_FIELDS) {
			if (answer[field] !== null && answer[field] !== undefined) answer[field] = JSON.stringify(answer[field]);
		}
	}
	return answer as WorkflowModel;
}
