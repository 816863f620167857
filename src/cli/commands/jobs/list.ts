// torc jobs list
import type { JobModel } from "../../../contract/models/job.ts";
import { isJobStatus, JOB_STATUSES } from "../../../core/job-status.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { jobsList } from "../../grammar/jobs.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { pageQuery } from "../../lists/page-query.ts";
import { usageError } from "../../parse/usage-error.ts";
import { spanText } from "../../render/time-text.ts";
import { noneFound, table } from "../../render/view.ts";
import { forPrograms } from "./show-job.ts";

export const command = implement(jobsList, {
	isList: true,
	run: async (context, args) => {
		const { status } = args;
		if (status !== undefined && !isJobStatus(status)) {
			throw usageError(`--status is one of ${JOB_STATUSES.join(", ")}, not '${status}'`, "torc jobs list");
		}
		for (const name of args.exclude) {
			if (!(lower(name) in COLUMNS_BY_NAME)) {
				context.warn(`there is no column '${name}' to leave out; there are ${Object.keys(COLUMNS).join(", ")}`);
			}
		}
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const items = await collect(client.listJobs, {
			query: {
				workflow_id: workflowId,
				status,
				upstream_job_id: args.upstreamJobId,
				...pageQuery(args),
				include_relationships: args.includeRelationships || undefined,
			},
		});
		return { items };
	},
	json: ({ items }) => ({ items: items.map(forPrograms) }),
	show: ({ items }, args) => {
		const without = new Set(args.exclude.map(lower));
		const shown = Object.entries(COLUMNS).filter(([name]) => !without.has(lower(name)));
		return table(items, Object.fromEntries(shown), { noun: "jobs", empty: noneFound("jobs", args.workflow) });
	},
});

const COLUMNS: Readonly<Record<string, (job: JobModel) => unknown>> = {
	ID: (job) => job.id,
	Name: (job) => job.name,
	Status: (job) => job.status,
	Priority: (job) => job.priority ?? 0,
	"Compute Node": (job) => job.compute_node_id,
	Elapsed: (job) => (job.start_time ? spanText((Date.now() - Date.parse(job.start_time)) / 1000) : ""),
	Command: (job) => job.command,
};

const lower = (name: string): string => name.toLowerCase().replace(/[-_]/g, " ");
const COLUMNS_BY_NAME = Object.fromEntries(Object.keys(COLUMNS).map((name) => [lower(name), true]));
