// torc slurm usage: node time and CPU time of all allocations of a workflow.
import { type AccountRow, readAccounts } from "../../../../slurm/accounting/job-accounts.ts";
import { allRecords } from "../../../../slurm/allocations/recorded-allocations.ts";
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import { slurmUsage } from "../../../grammar/slurm-accounting.ts";
import { implement } from "../../../implement.ts";
import { fields } from "../../../render/view.ts";
import { timeText } from "./figures-text.ts";

export const command = implement(slurmUsage, {
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const ids = (await allRecords(client, workflowId)).map((record) => String(record.scheduler_id));
		const { rows, errors } = await readAccounts(ids);
		for (const error of errors) context.warn(error);
		const allocations = rows.filter((row) => row.step === null);
		const unknown = allocations.filter((row) => row.numNodes === null).length;
		const nodeSeconds = sum(allocations.map((row) => row.elapsedSeconds * (row.numNodes ?? 1)));
		const cpuSeconds = sum(allocations.map((row) => cpuOf(row, rows)));
		return {
			workflow_id: workflowId,
			total_slurm_jobs: ids.length,
			total_nodes: sum(allocations.map((row) => row.numNodes ?? 0)),
			total_node_time: timeText(nodeSeconds),
			total_node_time_seconds: Math.round(nodeSeconds),
			total_cpu_time: timeText(cpuSeconds),
			total_cpu_time_seconds: Math.round(cpuSeconds),
			...(errors.length > 0 && { errors }),
			...(unknown > 0 && { unknown_node_count_allocations: unknown }),
		};
	},
	show: (usage) =>
		fields(
			{
				"Slurm jobs": usage.total_slurm_jobs,
				Nodes: usage.total_nodes,
				"Node time": usage.total_node_time,
				"CPU time": usage.total_cpu_time,
				"Allocations whose nodes are unknown (counted as one)": usage.unknown_node_count_allocations,
			},
			`Workflow ${usage.workflow_id}`,
		),
});

/** While an allocation runs only its steps have figures. */
function cpuOf(allocation: AccountRow, rows: readonly AccountRow[]): number {
	const steps = rows.filter((row) => row.step !== null && row.slurmJobId === allocation.slurmJobId);
	return Math.max(allocation.cpuSeconds, sum(steps.map((row) => row.cpuSeconds)));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
