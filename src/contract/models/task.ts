// Wire records of the REST interface: task.
import { z } from "zod";
import { int64 } from "../scalars.ts";

export const taskStatus = z.enum(["queued", "running", "succeeded", "failed"]).meta({ id: "TaskStatus" });
export type TaskStatus = z.infer<typeof taskStatus>;

export const taskModel = z
	.object({
		created_at_ms: int64,
		error: z.string().nullish(),
		finished_at_ms: int64.nullish(),
		id: int64,
		operation: z.string(),
		started_at_ms: int64.nullish(),
		status: taskStatus,
		workflow_id: int64,
	})
	.meta({ id: "TaskModel" });
export type TaskModel = z.infer<typeof taskModel>;

export const activeTaskResponse = z
	.object({
		task: taskModel.nullish(),
	})
	.meta({ id: "ActiveTaskResponse" });
export type ActiveTaskResponse = z.infer<typeof activeTaskResponse>;
