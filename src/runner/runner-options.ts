// What a runner is given and what it answers: the interface between the runner and whoever starts it.
import type { Client } from "../client/connect.ts";
import type { Allocation } from "./allocation/allocation.ts";
import type { StopRequests } from "./stop-requests.ts";

export interface RunnerOptions {
	readonly client: Client;
	readonly workflowId: number;
	/** Exported to jobs as TORC_API_URL. */
	readonly apiUrl: string;
	/** Made if missing; relative paths are taken from the current directory. */
	readonly outputDirectory: string;
	/** What to count on instead of what the machine has. */
	readonly capacity?: CapacityOverrides | undefined;
	/** Queue mode: so many jobs at once, whatever they need. */
	readonly maxParallelJobs?: number | undefined;
	/** Epoch milliseconds; the runner is gone by then. */
	readonly deadline?: number | undefined;
	/** Epoch milliseconds; an end that was asked for and stands beside the allocation's. */
	readonly timeLimitEnd?: number | undefined;
	/** The Slurm allocation this runner works in. */
	readonly allocation?: Allocation | undefined;
	readonly labels?: readonly string[] | undefined;
	/** Stay while unfinished jobs are left, however long nothing can be started. */
	readonly persistent?: boolean | undefined;
	/** Memory limits without an enabled job monitor: `always` kills there too (client.run.enforce_memory). */
	readonly enforceMemory?: "monitored" | "always" | undefined;
	/** Seconds; how long jobs run before the signal when the given lead is longer than the time left. Default 5. */
	readonly pollIntervalSeconds?: number | undefined;
	/** Where requests to stop come in: `stop.request("SIGTERM")`; the first is graceful, the second kills. */
	readonly stop?: StopRequests | undefined;
	/** Called at these moments of a job, right before they happen. */
	readonly onJob?: ((moment: JobMoment, jobName: string) => void) | undefined;
	readonly onProgress?: ((snapshot: ProgressSnapshot) => void) | undefined;
	/** Lines for the person who watches; the runner's own log file has them too. */
	readonly onLog?: ((level: LogLevel, message: string) => void) | undefined;
	/** Epoch milliseconds. */
	readonly clock?: (() => number) | undefined;
}

/** `start`: its process is about to be started. `asked`: it is about to be asked to end. */
export type JobMoment = "start" | "asked";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface CapacityOverrides {
	readonly numCpus?: number | undefined;
	readonly memoryBytes?: number | undefined;
	readonly numGpus?: number | undefined;
}

/** Of the whole workflow, as last heard from the server, corrected by what this runner knows. */
export interface ProgressSnapshot {
	readonly total: number;
	readonly completed: number;
	readonly failed: number;
	readonly terminated: number;
	readonly canceled: number;
	/** Jobs this runner runs now. */
	readonly running: number;
	/** Jobs that have not ended. */
	readonly left: number;
	readonly serverAway: boolean;
	/** Set while the runner is ending: why, in words. */
	readonly ending: string | null;
}

export type LeaveReason = "complete" | "canceled" | "deadline" | "idle" | "stopped" | "server_away" | "workflow_gone";

export interface RunnerOutcome {
	readonly workflowId: number;
	readonly runId: number;
	readonly computeNodeId: number;
	/** Jobs that ended on this runner; attempts that are tried again count under `retried` only. */
	readonly counts: {
		readonly completed: number;
		readonly failed: number;
		readonly terminated: number;
		readonly canceled: number;
		readonly retried: number;
	};
	readonly hadFailures: boolean;
	readonly hadTerminations: boolean;
	readonly reason: LeaveReason;
	/** Results the server has not acknowledged; they lie in `journalPath`, or nowhere (null) where the disk did not take them. */
	readonly undelivered: number;
	readonly journalPath: string | null;
	/** Terminated jobs are left in the workflow. */
	readonly unfinishedWork: boolean;
	/** Slurm took the allocation's nodes for another job. */
	readonly preempted: boolean;
}
