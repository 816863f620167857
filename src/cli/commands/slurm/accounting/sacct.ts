// torc slurm sacct: a row per step of every allocation of a workflow.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type AccountRow, readAccounts } from "../../../../slurm/accounting/job-accounts.ts";
import { allRecords } from "../../../../slurm/allocations/recorded-allocations.ts";
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { slurmSacct } from "../../../grammar/slurm-accounting.ts";
import { implement } from "../../../implement.ts";
import { table } from "../../../render/view.ts";
import { bytesText, timeText } from "./figures-text.ts";

export const command = implement(slurmSacct, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const ids = (await allRecords(client, workflowId)).map((record) => String(record.scheduler_id));
		const { rows, documents, errors } = await readAccounts(ids);
		if (args.saveJson) {
			const folder = resolve(
				context.cwd,
				args.outputDir ?? context.config.text("client.run.output_dir") ?? "torc_output",
			);
			mkdirSync(folder, { recursive: true });
			for (const [id, job] of documents) {
				const path = join(folder, `sacct_${id}.json`);
				writeFileSync(path, `${JSON.stringify({ jobs: [job] }, null, 2)}\n`);
				context.terminal.say(`Wrote ${path}`);
			}
		}
		for (const error of errors) context.warn(error);
		return {
			workflow_id: workflowId,
			total_slurm_jobs: ids.length,
			summary: shownRows(rows).map(summaryOf),
			errors,
		};
	},
	show: ({ summary, workflow_id }) =>
		table(
			summary,
			{
				"Slurm Job": (row) => row.slurm_job_id,
				"Job Step": (row) => row.job_step,
				State: (row) => row.state,
				"Exit Code": (row) => row.exit_code,
				Elapsed: (row) => row.elapsed,
				"Max RSS": (row) => row.max_rss,
				"CPU Time": (row) => row.cpu_time,
				Nodes: (row) => row.nodes,
			},
			{ noun: "steps", empty: `No accounting records for workflow ${workflow_id}` },
		),
});

/** An allocation shows its steps; one without any shows itself. */
function shownRows(rows: readonly AccountRow[]): readonly AccountRow[] {
	const withSteps = new Set(rows.filter((row) => row.step !== null).map((row) => row.slurmJobId));
	return rows.filter((row) => row.step !== null || !withSteps.has(row.slurmJobId));
}

const summaryOf = (row: AccountRow) => ({
	slurm_job_id: row.slurmJobId,
	job_step: row.step === null ? "-" : row.step.name || row.step.id,
	state: row.state,
	exit_code: row.exitCode,
	elapsed: timeText(row.elapsedSeconds),
	max_rss: row.maxRssBytes === null ? "-" : bytesText(row.maxRssBytes),
	cpu_time: timeText(row.cpuSeconds),
	nodes: row.nodes,
});
