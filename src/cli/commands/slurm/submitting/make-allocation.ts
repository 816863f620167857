// The allocation as the runner sees it: from the environment, from Slurm, and from the workflow's scheduler.
import { totalmem } from "node:os";
import type { Client } from "../../../../client/connect.ts";
import type { ScheduledComputeNodesModel } from "../../../../contract/models/compute-node.ts";
import type { ResourceMonitorConfig } from "../../../../contract/models/execution-config.ts";
import { memoryLimitBytes } from "../../../../platform/memory-limit.ts";
import type { Allocation } from "../../../../runner/allocation/allocation.ts";
import { readStepAccounts } from "../../../../slurm/accounting/step-accounts.ts";
import { fireScheduleAction } from "../../../../slurm/allocations/fire-schedule-actions.ts";
import type { RunnerSettings } from "../../../../slurm/allocations/submit-allocations.ts";
import { allocatedNodes } from "../../../../slurm/environment/allocated-nodes.ts";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";
import { readKillWait } from "../../../../slurm/programs/kill-wait.ts";
import { type PreemptionPolicy, readPreemptionPolicy } from "../../../../slurm/programs/partition-policy.ts";
import { type Shown, showJob } from "../../../../slurm/programs/show-job.ts";
import { warningSeconds, warnsStepsOnly } from "../../../../slurm/script/warning-signal.ts";
import { startSentinelStep } from "../../../../slurm/steps/sentinel-step.ts";
import { StepSignals } from "../../../../slurm/steps/step-signals.ts";
import type { Context } from "../../../context.ts";
import type { RunnerArguments } from "../inside/job-runner.ts";

/** Slurm starts quickly: the record may still be on its way when the allocation runs. */
const RECORD_PATIENCE_MS = 5_000;
/** With a stand-in for sbatch there is no Slurm to ask (4-runner §7). */
const PRETENDED_DAYS = 10;

export async function findRecord(
	client: Client,
	workflow_id: number,
	slurmJobId: string,
	log: (line: string) => void,
): Promise<ScheduledComputeNodesModel | null> {
	const until = Date.now() + RECORD_PATIENCE_MS;
	for (;;) {
		const query = { workflow_id, scheduler_id: slurmJobId };
		const { items } = await client.listScheduledComputeNodes({ query, retry: { forMs: 60_000 } });
		const [first] = items;
		if (items.length === 1 && first !== undefined) return first;
		if (items.length > 1 || Date.now() > until) {
			log(`Error: ${items.length} scheduled compute nodes are recorded for Slurm job ${slurmJobId}; going on without`);
			return null;
		}
		await new Promise((done) => setTimeout(done, 250));
	}
}

interface Making {
	readonly client: Client;
	readonly context: Context;
	readonly args: RunnerArguments;
	readonly environment: AllocationEnvironment;
	readonly record: ScheduledComputeNodesModel | null;
	readonly settings: RunnerSettings;
}

export interface MadeAllocation {
	readonly allocation: Allocation;
	/** Epoch milliseconds; undefined without a limit. */
	readonly deadline: number | undefined;
	/** Slurm puts the allocation back into its queue when others preempt it. */
	readonly requeues: boolean;
	readonly monitor: ResourceMonitorConfig | null;
}

export async function makeAllocation(making: Making): Promise<MadeAllocation> {
	const { client, context, args, environment, record, settings } = making;
	const { slurmJobId } = environment;
	const pretended = process.env.TORC_FAKE_SBATCH !== undefined;
	const lookUp = (): Promise<Shown> => (pretended ? Promise.resolve("unanswered") : showJob(slurmJobId));
	const deadline = pretended ? Date.now() + PRETENDED_DAYS * 86_400_000 : await endOf(environment, lookUp);
	const policy = await policyOf(making, pretended);
	const { nodeName } = environment;
	const steps = new StepSignals(slurmJobId, (problem) => context.warn(`steps cannot be signaled: ${problem}`));
	const workflow = await client.getWorkflow({ params: { id: args.workflowId } });
	const scheduler = record === null ? null : await schedulerOf(client, record.scheduler_config_id);
	const asked = [scheduler?.extra, defaultsOf(workflow.slurm_defaults)] as const;
	// A worker of several is a step itself: it is told like one.
	const stepsHearFirst = !args.isSubtask && (policy.graceSeconds > 0 || warnsStepsOnly(...asked));
	return {
		deadline,
		requeues: policy.requeues,
		monitor: workflow.resource_monitor_config ?? null,
		allocation: {
			slurmJobId,
			nodeIndex: environment.nodeIndex,
			taskPid: environment.taskPid,
			nodes: allocatedNodes(environment, args.isSubtask, memoryLimitBytes() ?? totalmem()),
			schedulerConfigId: record?.scheduler_config_id ?? null,
			strictSchedulerMatch: context.config.boolean("client.slurm.strict_scheduler_match") === true,
			warningSeconds: warningSeconds(...asked),
			hearStepSignals: stepsHearFirst ? (heard) => startSentinelStep(slurmJobId, nodeName, heard) : null,
			lookUp,
			killWaitSeconds: readKillWait,
			stepAccounts: () => readStepAccounts(slurmJobId),
			signalSteps: (pids, signal, otherwise) => steps.send(pids, signal, otherwise),
			fire: (of, action, nodeId) =>
				fireScheduleAction(client, settings, { workflow: of, action, computeNodeId: nodeId }, null),
		},
	};
}

async function policyOf({ args, environment }: Making, pretended: boolean): Promise<PreemptionPolicy> {
	const { partition } = environment;
	if (pretended || args.isSubtask || partition === null) return { graceSeconds: 0, requeues: false };
	return readPreemptionPolicy(partition);
}

/** Newer Slurm says it in the environment; else it is asked for, again when it does not answer. */
async function endOf({ endTime }: AllocationEnvironment, lookUp: () => Promise<Shown>): Promise<number | undefined> {
	if (endTime !== null) return endTime;
	for (let tries = 0; tries < 3; tries++) {
		const shown = await lookUp();
		if (typeof shown === "object") return shown.endTime ?? undefined;
		await new Promise((done) => setTimeout(done, 1_000));
	}
	return undefined;
}

const schedulerOf = (client: Client, id: number) => client.getSlurmScheduler({ params: { id } }).catch(() => null);

const defaultsOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
	typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
