// What Slurm's words for the state of a job mean to us (5-slurm §1). Pure.

/** `queued`: will start. `running`: its processes are there. `ending`: they are being ended. `gone`: it will not run (again). */
export type AllocationState = "queued" | "running" | "ending" | "gone";

const STATES: Readonly<Record<string, AllocationState>> = {
	PENDING: "queued",
	CONFIGURING: "queued",
	REQUEUED: "queued",
	REQUEUE_HOLD: "queued",
	REQUEUE_FED: "queued",
	RESV_DEL_HOLD: "queued",
	SPECIAL_EXIT: "queued",
	RUNNING: "running",
	SUSPENDED: "running",
	STOPPED: "running",
	SIGNALING: "running",
	RESIZING: "running",
	STAGE_OUT: "running",
	COMPLETING: "ending",
};

/** `CANCELLED by 0` and words nobody knows count as gone. */
export const allocationState = (word: string): AllocationState => STATES[firstWord(word)] ?? "gone";

const firstWord = (text: string): string => /^[A-Z_]+/.exec(text.trim().toUpperCase())?.[0] ?? "";
