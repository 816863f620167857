// Operations of the REST interface: tasks.
import { activeTaskResponse, taskModel } from "../models/task.ts";
import { queryInt, route } from "../route.ts";

export const getTask = route({
	id: "get_task",
	summary: "Reads a background task",
	method: "GET",
	path: "/tasks/{id}",
	params: { id: queryInt },
	reply: taskModel,
});

export const getActiveTaskForWorkflow = route({
	id: "get_active_task_for_workflow",
	summary: "Reads the background task of a workflow, if one is under way",
	method: "GET",
	path: "/workflows/{id}/active_task",
	params: { id: queryInt },
	reply: activeTaskResponse,
});
