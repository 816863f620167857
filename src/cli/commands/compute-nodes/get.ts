// torc compute-nodes get
import { computeNodesGet } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";

export const command = implement(computeNodesGet, {
	run: async (context, { id }) => (await context.client()).getComputeNode({ params: { id } }),
	show: (node) => fields(node, `Compute node ID ${node.id}:`),
});
