// torc slurm update
import { slurmUpdate } from "../../../grammar/scheduling.ts";
import { implement } from "../../../implement.ts";
import { someChange } from "../../../parse/some-change.ts";
import { checkWalltime } from "./check-walltime.ts";
import { showScheduler } from "./show-scheduler.ts";

export const command = implement(slurmUpdate, {
	run: async (context, { schedulerId, serializeAllocations, ...requests }) => {
		const given = {
			...Object.fromEntries(Object.entries(requests).filter(([, value]) => value !== undefined)),
			...(serializeAllocations !== undefined && { serialize_allocations: serializeAllocations === "true" }),
		};
		const changes = someChange(given, "torc slurm update");
		checkWalltime(requests.walltime, "torc slurm update");
		const client = await context.client();
		const params = { id: schedulerId };
		const scheduler = await client.getSlurmScheduler({ params });
		return client.updateSlurmScheduler({ params, body: { ...scheduler, ...changes } });
	},
	show: (scheduler) => showScheduler(scheduler, "Successfully updated Slurm scheduler:"),
});
