// What is fixed for one run of a runner: the workflow and its settings, the node, the folders.
import { join, resolve } from "node:path";
import type { ExecutionConfig, ResourceMonitorConfig } from "../contract/models/execution-config.ts";
import type { WorkflowModel } from "../contract/models/workflow.ts";
import { detectMachine } from "../platform/machine.ts";
import { ownProgram } from "../platform/own-program.ts";
import { capacityOf } from "./ledger/capacity-of-runner.ts";
import type { Capacity } from "./ledger/ledger.ts";
import { makeFolder } from "./make-folder.ts";
import { type EndingSignal, type ExecutionMode, endingSignal, executionMode } from "./process/execution-mode.ts";
import type { StdioSettings } from "./process/stdio-files.ts";
import { type Log, openRunnerLog } from "./runner-log.ts";
import type { RunnerOptions } from "./runner-options.ts";
import { learnedLeadSeconds } from "./terminate/learned-lead.ts";

export interface Session {
	readonly options: RunnerOptions;
	readonly client: RunnerOptions["client"];
	readonly workflowId: number;
	runId: number;
	readonly workflow: WorkflowModel;
	readonly execution: ExecutionConfig;
	readonly mode: ExecutionMode;
	/** The signal that asks jobs to end, and the time it gives them. */
	readonly ending: EndingSignal;
	/** What earlier endings of the workflow's jobs needed; null = not known, or the node has no end. */
	readonly learnedLeadSeconds: number | null;
	readonly monitor: ResourceMonitorConfig | null;
	readonly apiUrl: string;
	readonly outputDirectory: string;
	readonly stdioDirectory: string;
	readonly submissionDirectory: string | null;
	/** Path of the torc program, for commands of jobs. */
	readonly torcProgram: string | null;
	readonly hostname: string;
	readonly capacity: Capacity;
	readonly nodeId: number;
	readonly startedAt: number;
	readonly log: Log;
	readonly clock: () => number;
	/** When the node ends, epoch milliseconds; moves when Slurm's limit is moved. */
	deadline: number | undefined;
	/** The end, when the allocation's is this (null: none). */
	endWith(allocationEnd: number | null): number | undefined;
	stdioOf(jobName: string): StdioSettings;
}

/** A server that is away for a moment at the start is waited for. */
const PATIENCE = { forMs: 60_000 };

/** Registers the compute node. Errors: what the server answers; `environment` when the output folder is not writable. */
export async function openSession(options: RunnerOptions): Promise<Session> {
	const { client, workflowId } = options;
	const clock = options.clock ?? Date.now;
	const workflow = await client.getWorkflow({ params: { id: workflowId }, retry: PATIENCE });
	const execution = workflow.execution_config ?? {};
	const mode = executionMode(execution, options.allocation !== undefined);
	const machine = detectMachine();
	const outputDirectory = resolve(options.outputDirectory);
	const stdioDirectory = join(outputDirectory, "job_stdio");
	makeFolder(stdioDirectory);
	const runId = workflow.run_id ?? 0;
	const log = openRunnerLog(join(outputDirectory, logName(options, machine.hostname, runId)), options.onLog);
	const capacity = capacityOf(options, mode, machine);
	const [own] = capacity.nodes;
	// Whatever can fail comes before the node is registered: a runner that never began leaves none behind.
	const learnedLeadSeconds = options.deadline === undefined ? null : await learnLead(options);
	const startedAt = clock();
	const node = await client.createComputeNode({
		retry: PATIENCE,
		body: {
			workflow_id: workflowId,
			hostname: machine.hostname,
			pid: process.pid,
			start_time: new Date(startedAt).toISOString(),
			...(options.deadline === undefined ? {} : { end_time: new Date(options.deadline).toISOString() }),
			is_active: true,
			num_cpus: own.numCpus,
			memory_gb: own.memoryBytes / 2 ** 30,
			num_gpus: own.numGpus,
			num_nodes: capacity.nodes.length,
			...schedulerOf(options),
			labels: [...(options.labels ?? [])],
		},
	});
	return {
		options,
		client,
		workflowId,
		runId,
		workflow,
		execution,
		mode,
		ending: endingSignal(execution, mode, (message) => log("warn", message)),
		learnedLeadSeconds,
		monitor: workflow.resource_monitor_config ?? null,
		apiUrl: options.apiUrl,
		outputDirectory,
		stdioDirectory,
		submissionDirectory: workflow.submission_directory ?? null,
		torcProgram: ownProgram(),
		hostname: machine.hostname,
		capacity,
		nodeId: node.id as number,
		startedAt,
		log,
		clock,
		deadline: options.deadline,
		endWith: (allocationEnd) => earliest(allocationEnd, options.timeLimitEnd),
		stdioOf: (jobName) => stdioSettings(execution, jobName),
	};
}

/** A server that does not tell teaches nothing. */
async function learnLead({ client, workflowId }: RunnerOptions): Promise<number | null> {
	const { ending_times } = await client.getWorkflowStatus({ params: { id: workflowId }, retry: PATIENCE });
	return learnedLeadSeconds(ending_times?.p95_seconds);
}

/** 4-runner §4. */
function logName({ allocation, workflowId }: RunnerOptions, hostname: string, runId: number): string {
	if (allocation === undefined) return `job_runner_${hostname}_wf${workflowId}_r${runId}.log`;
	const { slurmJobId, nodeIndex, taskPid } = allocation;
	return `job_runner_slurm_wf${workflowId}_sl${slurmJobId}_n${nodeIndex}_pid${taskPid}.log`;
}

function schedulerOf({ allocation }: RunnerOptions) {
	if (allocation === undefined) return { compute_node_type: "local" };
	return {
		compute_node_type: "slurm",
		...(allocation.schedulerConfigId === null ? {} : { scheduler_config_id: allocation.schedulerConfigId }),
		scheduler: {
			type: "slurm",
			scheduler_id: allocation.schedulerConfigId,
			slurm_job_id: allocation.slurmJobId,
			slurm_node_id: allocation.nodeIndex,
			slurm_task_pid: allocation.taskPid,
		},
	};
}

const earliest = (a: number | null, b: number | undefined): number | undefined =>
	a === null ? b : b === undefined ? a : Math.min(a, b);

function stdioSettings(execution: ExecutionConfig, jobName: string): StdioSettings {
	const own = execution.job_stdio_overrides?.[jobName];
	const mode = own?.mode ?? execution.stdio?.mode ?? "separate";
	return { mode, deleteOnSuccess: own?.delete_on_success ?? execution.stdio?.delete_on_success ?? false };
}
