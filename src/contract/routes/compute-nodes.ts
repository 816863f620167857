// Operations of the REST interface: compute nodes.
import { z } from "zod";
import {
	computeNodeModel,
	listComputeNodesResponse,
	retireNodesRequest,
	retireNodesResponse,
} from "../models/compute-node.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listComputeNodes = route({
	id: "list_compute_nodes",
	summary: "Lists compute nodes",
	method: "GET",
	path: "/compute_nodes",
	access: "read query.workflow_id",
	query: {
		...paging,
		workflow_id: queryInt,
		hostname: z.string().optional(),
		is_active: queryBoolean.optional(),
		scheduled_compute_node_id: queryInt.optional(),
	},
	reply: listComputeNodesResponse,
});

export const createComputeNode = route({
	id: "create_compute_node",
	summary: "Registers a compute node",
	method: "POST",
	path: "/compute_nodes",
	access: "run body.workflow_id",
	body: computeNodeModel,
	reply: computeNodeModel,
});

export const deleteComputeNodes = route({
	id: "delete_compute_nodes",
	summary: "Deletes the compute nodes of a workflow",
	method: "DELETE",
	path: "/compute_nodes",
	access: "manage query.workflow_id",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getComputeNode = route({
	id: "get_compute_node",
	summary: "Reads a compute node",
	method: "GET",
	path: "/compute_nodes/{id}",
	access: "read compute_node",
	params: { id: queryInt },
	reply: computeNodeModel,
});

export const updateComputeNode = route({
	id: "update_compute_node",
	summary: "Changes a compute node",
	method: "PUT",
	path: "/compute_nodes/{id}",
	access: "run compute_node",
	params: { id: queryInt },
	body: computeNodeModel,
	reply: computeNodeModel,
});

export const deleteComputeNode = route({
	id: "delete_compute_node",
	summary: "Deletes a compute node",
	method: "DELETE",
	path: "/compute_nodes/{id}",
	access: "manage compute_node",
	params: { id: queryInt },
	reply: computeNodeModel,
});

export const retireComputeNodes = route({
	id: "retire_compute_nodes",
	summary: "Ends what lost nodes left behind: their running jobs are terminated, claimed ones ready again",
	method: "POST",
	path: "/workflows/{id}/retire_compute_nodes",
	access: "run workflow",
	params: { id: queryInt },
	body: retireNodesRequest,
	reply: retireNodesResponse,
	ours: true,
});
