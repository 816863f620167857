// torc jobs update
import { TorcError } from "../../../core/errors.ts";
import { jobsUpdate } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { someChange } from "../../parse/some-change.ts";
import { showJob } from "./show-job.ts";

export const command = implement(jobsUpdate, {
	run: async (context, args) => {
		const changes = {
			...(args.name !== undefined && { name: args.name }),
			...(args.command !== undefined && { command: args.command }),
			...(args.resourceRequirementsId !== undefined && { resource_requirements_id: args.resourceRequirementsId }),
			...(args.priority !== undefined && { priority: args.priority }),
			...((args.clearLabels || args.label.length > 0) && { labels: args.clearLabels ? [] : args.label }),
		};
		if (args.runtime === undefined) someChange(changes, "torc jobs update");
		const client = await context.client();
		const params = { id: args.id };
		const job = await client.getJob({ params });
		if (args.runtime !== undefined) {
			const id = args.resourceRequirementsId ?? job.resource_requirements_id;
			if (!id) throw new TorcError("invalid", `Job ${args.id} has no resource requirements whose runtime could change`);
			const requirements = await client.getResourceRequirements({ params: { id } });
			await client.updateResourceRequirements({ params: { id }, body: { ...requirements, runtime: args.runtime } });
		}
		return client.updateJob({
			params,
			body: { name: job.name, command: job.command, workflow_id: job.workflow_id, ...changes },
		});
	},
	show: (job) => showJob(job, "Successfully updated job:"),
});
