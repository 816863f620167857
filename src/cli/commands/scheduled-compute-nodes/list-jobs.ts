// torc scheduled-compute-nodes list-jobs: the jobs that ran, or run now, in an allocation.

import { scheduledComputeNodesListJobs } from "../../grammar/scheduling.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { text } from "../../render/view.ts";

export const command = implement(scheduledComputeNodesListJobs, {
	run: async (context, { id }) => {
		const client = await context.client();
		const { workflow_id: workflowId } = await client.getScheduledComputeNode({ params: { id } });
		const nodes = await collect(client.listComputeNodes, {
			query: { workflow_id: workflowId, scheduled_compute_node_id: id },
		});
		const jobs = new Set<number>();
		for (const node of nodes) {
			const nodeId = node.id as number;
			const ended = await collect(client.listResults, {
				query: { workflow_id: workflowId, compute_node_id: nodeId, all_runs: true },
			});
			const running = await collect(client.listJobs, {
				query: { workflow_id: workflowId, active_compute_node_id: nodeId },
			});
			for (const result of ended) jobs.add(result.job_id);
			for (const job of running) jobs.add(job.id as number);
		}
		return {
			scheduled_compute_node_id: id,
			workflow_id: workflowId,
			compute_node_count: nodes.length,
			job_ids: [...jobs].sort((a, b) => a - b),
		};
	},
	show: ({ scheduled_compute_node_id: id, job_ids: ids }) =>
		text(ids.length === 0 ? `No job ran on scheduled compute node ${id}` : ids.join("\n")),
});
