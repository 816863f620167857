// Operations of the REST interface: compute nodes.
import { z } from "zod";
import { computeNodeModel, listComputeNodesResponse } from "../models/compute-node.ts";
import { deleteCountResponse } from "../models/system.ts";
import { paging, queryBoolean, queryInt, route } from "../route.ts";

export const listComputeNodes = route({
	id: "list_compute_nodes",
	method: "GET",
	path: "/compute_nodes",
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
	method: "POST",
	path: "/compute_nodes",
	body: computeNodeModel,
	reply: computeNodeModel,
});

export const deleteComputeNodes = route({
	id: "delete_compute_nodes",
	method: "DELETE",
	path: "/compute_nodes",
	query: { workflow_id: queryInt },
	reply: deleteCountResponse,
});

export const getComputeNode = route({
	id: "get_compute_node",
	method: "GET",
	path: "/compute_nodes/{id}",
	params: { id: queryInt },
	reply: computeNodeModel,
});

export const updateComputeNode = route({
	id: "update_compute_node",
	method: "PUT",
	path: "/compute_nodes/{id}",
	params: { id: queryInt },
	body: computeNodeModel,
	reply: computeNodeModel,
});

export const deleteComputeNode = route({
	id: "delete_compute_node",
	method: "DELETE",
	path: "/compute_nodes/{id}",
	params: { id: queryInt },
	reply: computeNodeModel,
});
