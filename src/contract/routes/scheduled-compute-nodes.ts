// Operations of the REST interface: scheduled compute nodes.
import { z } from "zod";
import { listScheduledComputeNodesResponse, scheduledComputeNodesModel } from "../models/compute-node.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryInt, route } from "../route.ts";

export const listScheduledComputeNodes = route({
	id: "list_scheduled_compute_nodes",
	summary: "Lists allocations",
	method: "GET",
	path: "/scheduled_compute_nodes",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		scheduler_id: z.string().optional(),
		scheduler_config_id: z.string().optional(),
		status: z.string().optional(),
	},
	reply: listScheduledComputeNodesResponse,
});

export const createScheduledComputeNode = route({
	id: "create_scheduled_compute_node",
	summary: "Records an allocation",
	method: "POST",
	path: "/scheduled_compute_nodes",
	access: "run body.workflow_id",
	body: scheduledComputeNodesModel,
	reply: scheduledComputeNodesModel,
});

export const deleteScheduledComputeNodes = route({
	id: "delete_scheduled_compute_nodes",
	summary: "Deletes the allocations of a workflow",
	method: "DELETE",
	path: "/scheduled_compute_nodes",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getScheduledComputeNode = route({
	id: "get_scheduled_compute_node",
	summary: "Reads an allocation",
	method: "GET",
	path: "/scheduled_compute_nodes/{id}",
	access: "read scheduled_compute_node",
	params: { id: queryInt },
	reply: scheduledComputeNodesModel,
});

export const updateScheduledComputeNode = route({
	id: "update_scheduled_compute_node",
	summary: "Changes an allocation",
	method: "PUT",
	path: "/scheduled_compute_nodes/{id}",
	access: "run scheduled_compute_node",
	params: { id: queryInt },
	body: scheduledComputeNodesModel,
	reply: scheduledComputeNodesModel,
});

export const deleteScheduledComputeNode = route({
	id: "delete_scheduled_compute_node",
	summary: "Deletes an allocation",
	method: "DELETE",
	path: "/scheduled_compute_nodes/{id}",
	access: "manage scheduled_compute_node",
	params: { id: queryInt },
	reply: scheduledComputeNodesModel,
});
