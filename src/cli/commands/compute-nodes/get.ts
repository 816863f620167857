// torc compute-nodes get
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import { computeNodesGet } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";
import { COLUMNS } from "./columns.ts";

export const command = implement(computeNodesGet, {
	run: async (context, { id }) => (await context.client()).getComputeNode({ params: { id } }),
	show: (node) => fields({ ...shown(node), "Workflow ID": node.workflow_id }, `Compute node ID ${node.id}:`),
});

const shown = (node: ComputeNodeModel): Readonly<Record<string, unknown>> =>
	Object.fromEntries(Object.entries(COLUMNS).map(([title, cell]) => [title, cell(node)]));
