// torc jobs get
import { jobsGet } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { forPrograms, showJob } from "./show-job.ts";

export const command = implement(jobsGet, {
	run: async (context, { id }) => (await context.client()).getJob({ params: { id } }),
	json: forPrograms,
	show: (job) => showJob(job),
});
