// What init and reinit report: done in the call, or as a task of the server that may be waited for.
import type { Client } from "../../../client/call.ts";
import type { TaskModel } from "../../../contract/models/task.ts";
import { waitForTask } from "../tasks/wait-for-task.ts";

/** The fields are those that programs know (7-cli, workflows). */
export interface TaskOutcome {
	readonly status: "success" | "error" | "timeout";
	readonly message: string;
	readonly workflow_id: number;
	readonly task_id: number | null;
	readonly task_status: TaskModel["status"];
	readonly task_operation: string;
	readonly error?: string | null;
	readonly hint?: string;
}

export interface Waiting {
	/** --async */
	readonly async: boolean;
	/** --wait-timeout, seconds. */
	readonly waitTimeout: number | undefined;
}

/** Whether the server is asked to go on after its answer: where nobody waits, or only for some time. */
export const inBackground = ({ async, waitTimeout }: Waiting): boolean => async || waitTimeout !== undefined;

/** `task`: null when the server has done its work. */
export async function taskOutcome(
	client: Client,
	done: { readonly workflowId: number; readonly task: TaskModel | null; readonly message: string },
	{ async, waitTimeout }: Waiting,
): Promise<TaskOutcome> {
	const { workflowId, task, message } = done;
	const common = { workflow_id: workflowId, task_operation: task?.operation ?? "initialize_jobs" };
	if (task === null)
		return { status: "success", message, ...common, task_id: null, task_status: "succeeded", error: null };
	const known = { ...common, task_id: task.id };
	if (async) {
		return {
			status: "success",
			message: `Task ${task.id} of workflow ${workflowId} began`,
			...known,
			task_status: task.status,
		};
	}
	const ended = await waitForTask(client, task.id, { timeoutSeconds: waitTimeout ?? null, longestPauseSeconds: 1 });
	const state = { ...known, task_status: ended.status, error: ended.error ?? null };
	if (ended.status === "succeeded") return { status: "success", message, ...state };
	if (ended.status === "failed") return { status: "error", message: ended.error ?? `Task ${task.id} failed`, ...state };
	return {
		status: "timeout",
		message: `Task ${task.id} of workflow ${workflowId} has not ended after ${waitTimeout} s; it goes on`,
		...state,
		hint: `Wait for it: torc tasks wait ${task.id}`,
	};
}
