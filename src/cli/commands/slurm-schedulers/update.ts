// torc slurm update
import { TorcError } from "../../../core/errors.ts";
import { slurmUpdate } from "../../grammar/scheduling.ts";
import { implement } from "../../implement.ts";
import { showScheduler } from "./show-scheduler.ts";

export const command = implement(slurmUpdate, {
	run: async (context, { schedulerId, serializeAllocations, ...requests }) => {
		const changes = {
			...Object.fromEntries(Object.entries(requests).filter(([, value]) => value !== undefined)),
			...(serializeAllocations !== undefined && { serialize_allocations: serializeAllocations === "true" }),
		};
		if (Object.keys(changes).length === 0) {
			throw new TorcError("malformed", "Nothing to change was given", { hint: "See 'torc slurm update --help'." });
		}
		const client = await context.client();
		const params = { id: schedulerId };
		const scheduler = await client.getSlurmScheduler({ params });
		return client.updateSlurmScheduler({ params, body: { ...scheduler, ...changes } });
	},
	show: (scheduler) => showScheduler(scheduler, "Successfully updated Slurm scheduler:"),
});
