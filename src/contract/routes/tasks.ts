// Operations of the REST interface: tasks, the work a server does after it has answered.
import { activeTaskResponse, taskModel } from "../models/task.ts";
import { queryInt, route } from "../route.ts";

export const getTask = route({
	id: "get_task",
	summary: "Reads a task",
	method: "GET",
	path: "/tasks/{id}",
	access: "find task",
	params: { id: queryInt },
	reply: taskModel,
});

export const getActiveTaskForWorkflow = route({
	id: "get_active_task_for_workflow",
	summary: "Reads the task that is at work for a workflow, if there is one",
	method: "GET",
	path: "/workflows/{id}/active_task",
	access: "find workflow",
	params: { id: queryInt },
	reply: activeTaskResponse,
});
