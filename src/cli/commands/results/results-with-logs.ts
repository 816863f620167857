// Results with the paths of the logs of jobs and runners.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ComputeNodeModel } from "../../../contract/models/compute-node.ts";
import type { ResultModel } from "../../../contract/models/result.ts";
import { TorcError } from "../../../core/errors.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";
import { LogFolder } from "./log-paths.ts";

interface Chosen {
	readonly workflowId: number;
	readonly items: readonly ResultModel[];
	readonly allRuns: boolean;
	readonly outputDir: string;
}

/** Missing files are warned about. Errors: `environment` when there is no output folder. */
export async function resultsWithLogs(context: Context, { workflowId, items, allRuns, outputDir }: Chosen) {
	if (!existsSync(resolve(context.cwd, outputDir))) {
		throw new TorcError("environment", `There is no output folder ${outputDir}`, {
			hint: "Name the folder the workflow ran with: -o DIR.",
		});
	}
	const folder = new LogFolder(resolve(context.cwd, outputDir), outputDir);
	const client = await context.client();
	const workflow = await client.getWorkflow({ params: { id: workflowId } });
	const nodes = await collect(client.listComputeNodes, { query: { workflow_id: workflowId } });
	const byId = new Map(nodes.map((node) => [node.id, node]));
	return {
		workflow_id: workflowId,
		workflow_name: workflow.name,
		workflow_user: workflow.user,
		all_runs: allRuns,
		total_results: items.length,
		items: items.map((result) => entry(context, result, byId.get(result.compute_node_id), folder)),
	};
}

function entry(context: Context, result: ResultModel, node: ComputeNodeModel | undefined, folder: LogFolder) {
	const { stdout, stderr, missing } = folder.jobLogs(result);
	if (missing) context.warn(`job ${result.job_id} has no log files: ${stdout} is not there`);
	return {
		job_id: result.job_id,
		job_name: result.job_name,
		status: result.status,
		run_id: result.run_id,
		return_code: result.return_code,
		completion_time: result.completion_time,
		exec_time_minutes: result.exec_time_minutes,
		compute_node_id: result.compute_node_id,
		job_stdout: stdout,
		job_stderr: stderr,
		...(node !== undefined && { compute_node_type: node.compute_node_type, ...folder.runnerLogs(result, node) }),
	};
}
