// A workflow as a list of its fields.
import type { WorkflowModel } from "../../../contract/models/workflow.ts";
import { fields, type View } from "../../render/view.ts";

export function showWorkflow(workflow: WorkflowModel): View {
	return fields(
		{
			ID: workflow.id,
			Name: workflow.name,
			User: workflow.user,
			Description: workflow.description,
			Project: workflow.project,
			Metadata: workflow.metadata,
			Timestamp: workflow.timestamp,
			Run: workflow.run_id,
			Canceled: workflow.is_canceled ?? false,
			Archived: workflow.is_archived ?? false,
			"Submission directory": workflow.submission_directory,
			Environment: workflow.env,
			"Execution config": workflow.execution_config,
			"Resource monitor": workflow.resource_monitor_config,
			"Slurm defaults": workflow.slurm_defaults,
			"Uses pending_failed": workflow.use_pending_failed || undefined,
		},
		`Workflow ID ${workflow.id}:`,
	);
}
