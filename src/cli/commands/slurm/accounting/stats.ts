// torc slurm stats: what runners kept of jobs that ran as steps.
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { slurmStats } from "../../../grammar/slurm-accounting.ts";
import { implement } from "../../../implement.ts";
import { collect } from "../../../lists/collect.ts";
import { noneFound, table } from "../../../render/view.ts";
import { bytesText } from "./figures-text.ts";

interface Attempt {
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id?: number | null | undefined;
}

export const command = implement(slurmStats, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflow_id = await chooseWorkflow(context, args.workflow);
		const { jobId: job_id, runId: run_id, attemptId: attempt_id } = args;
		const items = await collect(client.listSlurmStats, { query: { workflow_id, job_id, run_id, attempt_id } });
		const query = { workflow_id, job_id, run_id, all_runs: true };
		const results = items.length === 0 ? [] : await collect(client.listResults, { query });
		const minutes = new Map(results.map((result) => [keyOf(result), result.exec_time_minutes]));
		return { items, minutes };
	},
	json: ({ items }) => ({ items }),
	show: ({ items, minutes }, { workflow }) => {
		const percent = (item: (typeof items)[number]): string => {
			const seconds = (minutes.get(keyOf(item)) ?? 0) * 60;
			return item.ave_cpu_seconds == null || seconds <= 0 ? "" : ((item.ave_cpu_seconds / seconds) * 100).toFixed(1);
		};
		return table(
			items,
			{
				"Job ID": (item) => item.job_id,
				Run: (item) => item.run_id,
				Attempt: (item) => item.attempt_id,
				"Slurm Job": (item) => item.slurm_job_id,
				"Max RSS": (item) => size(item.max_rss_bytes),
				"Max VM": (item) => size(item.max_vm_size_bytes),
				"Ave CPU (s)": (item) => item.ave_cpu_seconds?.toFixed(1),
				"CPU %": percent,
				Nodes: (item) => item.node_list,
			},
			{ noun: "Slurm stats", empty: noneFound("Slurm stats", workflow) },
		);
	},
});

const keyOf = ({ job_id, run_id, attempt_id }: Attempt): string => `${job_id}/${run_id}/${attempt_id ?? 1}`;
const size = (bytes: number | null | undefined): string => (bytes == null ? "" : bytesText(bytes));
