// A workflow as its readers expect it (3-rest-api §0.2, §4, §9).
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import type { WorkflowRecord } from "../../store/reads/workflows/workflows.ts";

const TEXT_FIELDS = ["metadata", "slurm_defaults", "resource_monitor_config"] as const;

export type WorkflowAnswer = (workflow: WorkflowRecord, request: Request) => WorkflowModel;

/** Clients that say they speak an interface before 0.23 get three fields as JSON text; with `compat` everybody does. */
export const workflowAnswers =
	(compat: boolean): WorkflowAnswer =>
	(workflow, request) => {
		const answer: Record<string, unknown> = { ...workflow, status_id: workflow.id };
		if (compat || speaksBefore23(request)) {
			for (const field of TEXT_FIELDS) {
				if (answer[field] !== null && answer[field] !== undefined) answer[field] = JSON.stringify(answer[field]);
			}
		}
		return answer as WorkflowModel;
	};

function speaksBefore23(request: Request): boolean {
	const version = /^0\.(\d+)/.exec(request.headers.get("x-torc-api") ?? "");
	return version !== null && Number(version[1]) < 23;
}
