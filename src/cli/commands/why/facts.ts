// What has to be known about a job, its runners and its workflow to tell why it is not running.
import type { JobStatus } from "../../../core/job-status.ts";

export interface Needs {
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
	readonly numNodes: number;
	readonly runtimeSeconds: number;
}

export interface RunnerFacts {
	readonly id: number;
	readonly hostname: string;
	readonly labels: readonly string[];
	/** Of each of its nodes. */
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
	readonly numNodes: number;
	/** Null: no end is known. */
	readonly secondsLeft: number | null;
	readonly schedulerConfigId: number | null;
	/** Jobs it runs or is about to start. */
	readonly busyWith: number;
}

export interface JobFacts {
	readonly id: number;
	readonly name: string;
	readonly status: JobStatus;
	readonly labels: readonly string[];
	/** The scheduler it is meant for. */
	readonly schedulerId: number | null;
	/** It may run in pieces, so that it need not fit the time left. */
	readonly hasCheckpoint: boolean;
	readonly needs: Needs;
	/** Of the latest result, for jobs that failed or were stopped. */
	readonly returnCode: number | null;
	/** What was recorded about its end. */
	readonly endReason: string | null;
	readonly runningSeconds: number | null;
	/** The runner that has it, when its status says that one does. */
	readonly runner: { readonly hostname: string; readonly isActive: boolean } | null;
}

export interface WorkflowFacts {
	readonly id: number;
	readonly isCanceled: boolean;
	readonly isArchived: boolean;
	/** The active ones. */
	readonly runners: readonly RunnerFacts[];
	/** Allocations that wait in Slurm's queue. */
	readonly queuedAllocations: number;
	readonly usesSlurm: boolean;
}

export interface Link {
	readonly id: number;
	readonly name: string;
	readonly status: JobStatus;
}

export interface WhyFacts {
	readonly job: JobFacts;
	readonly workflow: WorkflowFacts;
	/** From a direct blocker to the one that holds up all others; empty for jobs that wait for none. */
	readonly chain: readonly Link[];
	/** Direct blockers that are not finished (of a canceled job: that failed). */
	readonly openBlockers: number;
	/** The end of the chain in full. */
	readonly root: JobFacts | null;
}
