// The Slurm allocation a runner works in, as far as the runner needs to know it.
import type { WorkflowActionModel } from "../../contract/models/action.ts";
import type { WorkflowModel } from "../../contract/models/workflow.ts";
import type { StepAccounts } from "../../slurm/accounting/step-accounts.ts";
import type { FiredAction } from "../../slurm/allocations/fire-schedule-actions.ts";
import type { AllocatedNode } from "../../slurm/environment/allocated-nodes.ts";
import type { Shown } from "../../slurm/programs/show-job.ts";

export interface Allocation {
	readonly slurmJobId: string;
	/** Position of this node; the runner on 0 speaks for the allocation unless it is a subtask of another. */
	readonly nodeIndex: number;
	readonly taskPid: number;
	/** Those this runner counts on, its own first. */
	readonly nodes: readonly [AllocatedNode, ...AllocatedNode[]];
	/** The scheduler it was submitted for; null for allocations nobody recorded. */
	readonly schedulerConfigId: number | null;
	readonly strictSchedulerMatch: boolean;
	/** Seconds before the end at which Slurm was asked to warn; null = not asked. */
	readonly warningSeconds: number | null;
	/** Listens for a signal that Slurm sends to the steps only; null where none is to be expected. Answers how to stop. */
	readonly hearStepSignals: ((heard: () => void) => () => void) | null;
	/** Asks Slurm about the allocation. */
	lookUp(): Promise<Shown>;
	/** Seconds between Slurm's last SIGTERM and SIGKILL. */
	killWaitSeconds(): Promise<number>;
	/**
	 * Sends a signal to the steps that these srun processes of one job have started. `otherwise` is called when Slurm does
	 * not do it.
	 */
	signalSteps(srunPids: readonly number[], signal: number, otherwise: () => void): void;
	/** What accounting says of the allocation's steps. */
	stepAccounts(): Promise<StepAccounts>;
	/** Submits what a schedule_nodes action wants; null when another runner took it. */
	fire(workflow: WorkflowModel, action: WorkflowActionModel, computeNodeId: number): Promise<FiredAction | null>;
}
