// torc slurm create
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { slurmCreate } from "../../../grammar/scheduling.ts";
import { implement } from "../../../implement.ts";
import { checkWalltime } from "./check-walltime.ts";
import { showScheduler } from "./show-scheduler.ts";

export const command = implement(slurmCreate, {
	run: async (context, { workflow, serializeAllocations, ...requests }) => {
		checkWalltime(requests.walltime, "torc slurm create");
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, workflow);
		return client.createSlurmScheduler({
			body: { workflow_id: workflowId, ...requests, serialize_allocations: serializeAllocations },
		});
	},
	show: (scheduler) => showScheduler(scheduler, "Successfully created Slurm scheduler:"),
});
