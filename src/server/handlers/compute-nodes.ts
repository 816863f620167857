// Compute nodes and allocations.
import type { ComputeNodeModel, ScheduledComputeNodesModel } from "../../contract/models/compute-node.ts";
import {
	createComputeNode,
	createScheduledComputeNode,
	updateComputeNode,
	updateScheduledComputeNode,
} from "../../store/commands/nodes/compute-nodes.ts";
import { retireNodes } from "../../store/commands/nodes/retire-nodes.ts";
import { COMPUTE_NODES, SCHEDULED_COMPUTE_NODES } from "../../store/reads/records/record-tables.ts";
import { listComputeNodes } from "../../store/reads/records/related-lists.ts";
import type { Handlers } from "../handler.ts";
import type { Services } from "../services.ts";
import { recordHandlers, stored } from "./record-handlers.ts";

export function computeNodeHandlers(services: Services) {
	const { store, startedAt } = services;
	const nodes = recordHandlers<ComputeNodeModel>(services, COMPUTE_NODES);
	const scheduled = recordHandlers<ScheduledComputeNodesModel>(services, SCHEDULED_COMPUTE_NODES);
	return {
		listComputeNodes: ({ query }) => stored(listComputeNodes(store.reader, query)),
		createComputeNode: ({ body }) => store.write((tx) => stored<ComputeNodeModel>(createComputeNode(tx, body))),
		getComputeNode: nodes.get,
		updateComputeNode: ({ params, body }) =>
			store.write((tx) => stored<ComputeNodeModel>(updateComputeNode(tx, params.id, body))),
		deleteComputeNode: nodes.remove,
		deleteComputeNodes: nodes.removeAll,
		retireComputeNodes: async ({ params, body }) => {
			const { lost, unowned, resume, dry_run } = body;
			const settings = { unowned: unowned ?? false, resume: resume ?? false, dryRun: dry_run ?? false };
			const input = { workflowId: params.id, lost, serverStartedAt: startedAt, ...settings };
			const { nodes: ids, jobs } = await store.write((tx) => retireNodes(tx, input));
			return { compute_node_ids: [...ids], jobs: jobs.map(({ cause: _, lastSeenAt: __, ...job }) => job) };
		},
		listScheduledComputeNodes: scheduled.list,
		createScheduledComputeNode: ({ body }) =>
			store.write((tx) => stored<ScheduledComputeNodesModel>(createScheduledComputeNode(tx, body))),
		getScheduledComputeNode: scheduled.get,
		updateScheduledComputeNode: ({ params, body }) =>
			store.write((tx) => stored<ScheduledComputeNodesModel>(updateScheduledComputeNode(tx, params.id, body))),
		deleteScheduledComputeNode: scheduled.remove,
		deleteScheduledComputeNodes: scheduled.removeAll,
	} satisfies Partial<Handlers>;
}
