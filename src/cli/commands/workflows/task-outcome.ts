// What init and reinit report: of a call that was waited for, or of a task that goes on.
import type { Client } from "../../../client/call.ts";
import type { TaskModel } from "../../../contract/models/task.ts";

export interface TaskOutcome {
	readonly status: "success" | "error" | "timeout";
	readonly message: string;
	readonly workflow_id: number;
	readonly task_id: number | null;
	readonly task_status: string;
	readonly task_operation: string;
	/** Absent when nobody waited. */
	readonly error?: string | null;
	readonly hint?: string;
}

interface Told {
	/** The command waits for the end. */
	readonly waits: boolean;
	/** Past participle: `initialized`. */
	readonly done: string;
}

/** `task`: null when the server did all of it in the call. */
export function taskOutcome(workflowId: number, task: TaskModel | null, { waits, done }: Told): TaskOutcome {
	const open = task?.status === "queued" || task?.status === "running";
	const failed = task?.status === "failed";
	const message = failed
		? `Workflow ${workflowId} was not ${done}: ${task.error ?? "the task failed"}`
		: open
			? `Workflow ${workflowId} is being ${done}: task ${task.id}`
			: `Successfully ${done} workflow ${workflowId}`;
	const hint = `'torc workflows get ${workflowId}' and 'torc status ${workflowId}' show how far it is.`;
	return {
		status: failed ? "error" : open && waits ? "timeout" : "success",
		message,
		workflow_id: workflowId,
		task_id: task?.id ?? null,
		task_status: task?.status ?? "succeeded",
		task_operation: task?.operation ?? "initialize_jobs",
		...(waits && { error: task?.error ?? null }),
		...(open && waits && { hint }),
	};
}

/** The task when it has ended, or as it is after `timeoutSeconds`. */
export async function waitForTask(client: Client, task: TaskModel, timeoutSeconds: number): Promise<TaskModel> {
	const deadline = Date.now() + timeoutSeconds * 1000;
	let current = task;
	while ((current.status === "queued" || current.status === "running") && Date.now() < deadline) {
		await new Promise((resolve) => setTimeout(resolve, 100));
		current = await client.getTask({ params: { id: task.id } });
	}
	return current;
}
