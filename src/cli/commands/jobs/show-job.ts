// A job as a list of its fields.
import type { JobModel } from "../../../contract/models/job.ts";
import { fields, type View } from "../../render/view.ts";

export function showJob(job: JobModel, title = `Job ID ${job.id}:`): View {
	return fields(
		{
			ID: job.id,
			Name: job.name,
			"Workflow ID": job.workflow_id,
			Status: job.status,
			Command: job.command,
			"Invocation script": job.invocation_script,
			Priority: job.priority,
			Attempt: job.attempt_id,
			Labels: listed(job.labels),
			"Depends on": listed(job.depends_on_job_ids),
			"Input files": listed(job.input_file_ids),
			"Output files": listed(job.output_file_ids),
			"Input user data": listed(job.input_user_data_ids),
			"Output user data": listed(job.output_user_data_ids),
			"Resource requirements": job.resource_requirements_id,
			"Failure handler": job.failure_handler_id || undefined,
			Scheduler: job.scheduler_id || undefined,
			"Canceled when a blocker fails": job.cancel_on_blocking_job_failure,
			"Supports termination": job.supports_termination,
			Environment: job.env,
			"Compute node": job.compute_node_id,
			"Start time": job.start_time,
			Origin: job.origin,
		},
		title,
	);
}

/** Programs written for Torc 1.0 compare these two with 0, which is no id (7-cli, Conventions). */
export function forPrograms(job: JobModel): JobModel {
	const { scheduler_id, failure_handler_id } = job;
	return { ...job, scheduler_id: scheduler_id ?? 0, failure_handler_id: failure_handler_id ?? 0 };
}

const listed = (values: readonly unknown[] | null | undefined): unknown => (values?.length ? values : undefined);
