// torc workflows sync-status
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsSyncStatus } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { type LostJob, retireLost } from "../../lost/retire-lost.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsSyncStatus, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const { nodes, jobs, pendingAllocations } = await retireLost(client, id, { unowned: true, dryRun: args.dryRun });
		const ended = jobs.filter((job) => job.was === "running");
		return {
			slurm_jobs_failed: ended.filter((job) => job.slurmJobId !== null).length,
			pending_allocations_cleaned: pendingAllocations,
			running_jobs_failed: ended.filter((job) => job.slurmJobId === null).length,
			compute_nodes_deactivated: nodes,
			claimed_jobs_released: jobs.length - ended.length,
			failed_job_details: ended.map(detail),
		};
	},
	show: (found, args) => {
		const count = found.slurm_jobs_failed + found.running_jobs_failed;
		const { compute_nodes_deactivated: nodes, pending_allocations_cleaned: allocations } = found;
		if (count + nodes + allocations + found.claimed_jobs_released === 0) {
			return text("Everything is as it should be: no job, node or allocation was lost.");
		}
		const would = args.dryRun ? "would be" : "were";
		return text(
			[
				`${count} job(s) ${would} terminated: ${found.slurm_jobs_failed} lost with Slurm allocations, ${found.running_jobs_failed} with other runners`,
				...found.failed_job_details.map(({ job_id, job_name, reason }) => `  ${job_id} ${job_name}: ${reason}`),
				`${found.claimed_jobs_released} claimed job(s) ${would} released`,
				`${nodes} compute node(s) ${would} deactivated, ${allocations} pending allocation(s) cleaned`,
			].join("\n"),
		);
	},
});

const detail = ({ job_id, job_name, reason, slurmJobId }: LostJob) => ({
	job_id,
	job_name,
	reason,
	...(slurmJobId !== null && { slurm_job_id: slurmJobId }),
});
