// Operations of the REST interface: failure handlers.
import { failureHandlerModel, listFailureHandlersResponse } from "../models/failure-handler.ts";
import { queryInt, route } from "../route.ts";

export const createFailureHandler = route({
	id: "create_failure_handler",
	summary: "Creates a failure handler",
	method: "POST",
	path: "/failure_handlers",
	access: "manage body.workflow_id",
	body: failureHandlerModel,
	reply: failureHandlerModel,
});

export const getFailureHandler = route({
	id: "get_failure_handler",
	summary: "Reads a failure handler",
	method: "GET",
	path: "/failure_handlers/{id}",
	access: "read failure_handler",
	params: { id: queryInt },
	reply: failureHandlerModel,
});

export const deleteFailureHandler = route({
	id: "delete_failure_handler",
	summary: "Deletes a failure handler",
	method: "DELETE",
	path: "/failure_handlers/{id}",
	access: "manage failure_handler",
	params: { id: queryInt },
	reply: failureHandlerModel,
});

export const listFailureHandlers = route({
	id: "list_failure_handlers",
	summary: "Lists the failure handlers of a workflow",
	method: "GET",
	path: "/workflows/{id}/failure_handlers",
	access: "read workflow",
	params: { id: queryInt },
	query: { offset: queryInt.optional(), limit: queryInt.optional() },
	reply: listFailureHandlersResponse,
});
