// torc why: one sentence why a job is not running, and what would change it.
import { chooseJob } from "../../choosing/choose-job.ts";
import { why } from "../../grammar/explain.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { explainJob } from "./explain-job.ts";
import { gatherFacts } from "./gather-facts.ts";

export const command = implement(why, {
	run: async (context, args) => {
		const client = await context.client();
		const job = await chooseJob(context, args.job, args.workflow);
		const facts = await gatherFacts(client, job, Date.now());
		const { reason, explanation, remedy, rootReason } = explainJob(facts);
		return {
			job_id: facts.job.id,
			job_name: facts.job.name,
			workflow_id: facts.workflow.id,
			status: facts.job.status,
			reason,
			explanation,
			remedy,
			open_blockers: facts.openBlockers,
			chain: facts.chain.map(({ id, name, status }) => ({ job_id: id, job_name: name, status })),
			root_reason: rootReason,
		};
	},
	show: ({ explanation, remedy }) => text(remedy === null ? explanation : `${explanation}\nWhat helps: ${remedy}`),
});
