// torc tasks wait
import { TorcError } from "../../../core/errors.ts";
import { tasksWait } from "../../grammar/tasks.ts";
import { implement } from "../../implement.ts";
import { timeText } from "../../render/time-text.ts";
import { fields } from "../../render/view.ts";
import { waitForTask } from "./wait-for-task.ts";

export const command = implement(tasksWait, {
	run: async (context, { id, timeout, pollFallbackInterval }) => {
		const client = await context.client();
		const longestPauseSeconds = Math.min(1, pollFallbackInterval);
		const task = await waitForTask(client, id, { timeoutSeconds: timeout ?? null, longestPauseSeconds });
		if (task.status === "succeeded" || task.status === "failed") return task;
		throw new TorcError("busy", `Task ${id} has not ended after ${timeout} s; it is ${task.status}`, {
			hint: `It goes on; wait again: torc tasks wait ${id}`,
			details: { task },
		});
	},
	show: (task) =>
		fields(
			{
				ID: task.id,
				"Workflow ID": task.workflow_id,
				Operation: task.operation,
				Status: task.status,
				Created: timeText(task.created_at_ms),
				Finished: task.finished_at_ms ? timeText(task.finished_at_ms) : null,
				Error: task.error,
			},
			`Task ID ${task.id}:`,
		),
	exitCode: (task) => (task.status === "succeeded" ? 0 : 1),
});
