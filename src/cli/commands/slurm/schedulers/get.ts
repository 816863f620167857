// torc slurm get
import { slurmGet } from "../../../grammar/scheduling.ts";
import { implement } from "../../../implement.ts";
import { showScheduler } from "./show-scheduler.ts";

export const command = implement(slurmGet, {
	run: async (context, { id }) => (await context.client()).getSlurmScheduler({ params: { id } }),
	show: (scheduler) => showScheduler(scheduler),
});
