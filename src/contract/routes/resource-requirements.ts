// Operations of the REST interface: resource requirements.
import { z } from "zod";
import { listResourceRequirementsResponse, resourceRequirementsModel } from "../models/resource-requirements.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";

export const listResourceRequirements = route({
	id: "list_resource_requirements",
	summary: "Lists resource requirements",
	method: "GET",
	path: "/resource_requirements",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		job_id: queryInt.optional(),
		name: z.string().optional(),
		memory: z.string().optional(),
		num_cpus: queryInt.optional(),
		num_gpus: queryInt.optional(),
		num_nodes: queryInt.optional(),
		runtime: queryInt.optional(),
	},
	reply: listResourceRequirementsResponse,
});

export const createResourceRequirements = route({
	id: "create_resource_requirements",
	summary: "Creates resource requirements",
	method: "POST",
	path: "/resource_requirements",
	access: "manage body.workflow_id",
	body: resourceRequirementsModel,
	reply: resourceRequirementsModel,
});

export const deleteResourceRequirements = route({
	id: "delete_resource_requirements",
	summary: "Deletes resource requirements",
	method: "DELETE",
	path: "/resource_requirements",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getResourceRequirements = route({
	id: "get_resource_requirements",
	summary: "Reads resource requirements",
	method: "GET",
	path: "/resource_requirements/{id}",
	access: "read resource_requirements",
	params: { id: queryInt },
	reply: resourceRequirementsModel,
});

export const updateResourceRequirements = route({
	id: "update_resource_requirements",
	summary: "Changes resource requirements",
	method: "PUT",
	path: "/resource_requirements/{id}",
	access: "manage resource_requirements",
	params: { id: queryInt },
	body: resourceRequirementsModel,
	reply: resourceRequirementsModel,
});

export const deleteResourceRequirement = route({
	id: "delete_resource_requirement",
	summary: "Deletes resource requirements",
	method: "DELETE",
	path: "/resource_requirements/{id}",
	access: "manage resource_requirements",
	params: { id: queryInt },
	reply: resourceRequirementsModel,
});
