// What init and reinit report. The server does all of it in the call, so there is never a task to wait for.

export interface TaskOutcome {
	readonly status: "success";
	readonly message: string;
	readonly workflow_id: number;
	readonly task_id: null;
	readonly task_status: "succeeded";
	readonly task_operation: "initialize_jobs";
	readonly error: null;
}

/** The fields are those clients know from servers that work in the background (7-cli, workflows). */
export const taskOutcome = (workflowId: number, message: string): TaskOutcome => ({
	status: "success",
	message,
	workflow_id: workflowId,
	task_id: null,
	task_status: "succeeded",
	task_operation: "initialize_jobs",
	error: null,
});
