// torc workflows check-resources: what jobs used beside what they asked for.
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsCheckResources } from "../../grammar/resources.ts";
import { implement } from "../../implement.ts";
import { several, table, text } from "../../render/view.ts";
import { explainFailures } from "./explain-failures.ts";
import { killCodes, measuredJobs } from "./measured-jobs.ts";
import { type UseRow, useRows } from "./use-rows.ts";

export const command = implement(workflowsCheckResources, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const measured = await measuredJobs(client, id, args.runId);
		const looked = args.includeFailed ? measured : measured.filter((job) => job.result.status === "completed");
		const left = measured.length - looked.length;
		if (left > 0) context.warn(`${left} job(s) that did not succeed are left out; --include-failed looks at them too`);
		const rows = looked.flatMap(useRows);
		const over = rows.filter((row) => row.percent >= args.minOverUtilization);
		const within = rows.filter((row) => row.percent < args.minOverUtilization);
		const failures = args.includeFailed ? explainFailures(measured, await killCodes(client, id)) : [];
		return {
			workflow_id: id,
			...(args.runId !== undefined && { run_id: args.runId }),
			total_results: looked.length,
			over_utilization_count: over.length,
			violations: over.map((row) => row.record),
			...(args.all && { within_limits: within.map((row) => row.record) }),
			...(args.includeFailed && { resource_violations_count: failures.length, resource_violations: failures }),
		};
	},
	show: (report) => {
		const rows = [...report.violations, ...(report.within_limits ?? [])];
		const failures = report.resource_violations ?? [];
		if (failures.length === 0) return drawn(rows, report.total_results);
		const why = table(
			failures,
			{
				"Job ID": (f) => f.job_id,
				"Job Name": (f) => f.job_name,
				"Return Code": (f) => f.return_code,
				"Likely Cause": (f) => f.likely_cause,
			},
			{ noun: "failed jobs", empty: "" },
		);
		return several(drawn(rows, report.total_results), text("Jobs that did not succeed:"), why);
	},
});

const drawn = (rows: readonly UseRow["record"][], results: number) =>
	table(
		rows,
		{
			"Job ID": (row) => row.job_id,
			"Job Name": (row) => row.job_name,
			Resource: (row) => row.resource_type,
			Specified: (row) => row.specified,
			"Peak Used": (row) => row.peak_used,
			Utilization: (row) => row.over_utilization,
		},
		{ noun: "rows", empty: `No job exceeded its requirements (${results} result(s) looked at)` },
	);
