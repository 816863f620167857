// torc slurm delete
import { slurmDelete } from "../../../grammar/scheduling.ts";
import { implement } from "../../../implement.ts";
import { showScheduler } from "./show-scheduler.ts";

export const command = implement(slurmDelete, {
	run: async (context, { id }) => (await context.client()).deleteSlurmScheduler({ params: { id } }),
	show: (scheduler) => showScheduler(scheduler, "Successfully deleted Slurm scheduler:"),
});
