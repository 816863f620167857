// Waits until a task of the server has ended.
import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "../../../client/call.ts";
import type { TaskModel } from "../../../contract/models/task.ts";

export interface WaitOptions {
	/** null: as long as it takes. */
	readonly timeoutSeconds: number | null;
	/** Pauses between looks grow up to this. */
	readonly longestPauseSeconds: number;
}

const FIRST_PAUSE_MS = 50;

/** The task as it is at its end, or when the time is over (`queued` or `running` then). Errors: `not_found`. */
export async function waitForTask(client: Client, id: number, options: WaitOptions): Promise<TaskModel> {
	const { timeoutSeconds, longestPauseSeconds } = options;
	const until = timeoutSeconds === null ? Number.POSITIVE_INFINITY : performance.now() + timeoutSeconds * 1000;
	for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, longestPauseSeconds * 1000)) {
		const task = await client.getTask({ params: { id } });
		const left = until - performance.now();
		if (task.status === "succeeded" || task.status === "failed" || left <= 0) return task;
		await delay(Math.max(1, Math.min(pauseMs, left)));
	}
}
