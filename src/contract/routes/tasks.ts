// Operations of the REST interface: tasks.
import { activeTaskResponse, taskModel } from "../models/task.ts";
import { queryInt, route } from "../route.ts";

export const getTask = route({
	id: "get_task",
	method: "GET",
	path: "/tasks/{id}",
	params: { id: queryInt },
	reply: taskModel,
});

export const getActiveTaskForWorkflow = route({
	id: "get_active_task_for_workflow",
	method: "GET",
	path: "/workflows/{id}/active_task",
	params: { id: queryInt },
	reply: activeTaskResponse,
});
