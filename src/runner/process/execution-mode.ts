// Whether jobs are started as children or as steps of the allocation, and what ends them (4-runner §7).
import type { ExecutionConfig } from "../../contract/models/execution-config.ts";
import { TorcError } from "../../core/errors.ts";
import { signalNumber } from "../../platform/spawn.ts";
import { parseSignal } from "../../slurm/script/warning-signal.ts";
import { DEFAULT_LEAD_SECONDS } from "../terminate/plan.ts";

export type ExecutionMode = "direct" | "slurm";

/** Errors: `environment` for steps outside an allocation. */
export function executionMode({ mode }: ExecutionConfig, inAllocation: boolean): ExecutionMode {
	if (mode === "slurm" && !inAllocation) {
		throw new TorcError("environment", "execution_config.mode is slurm, but this is no Slurm allocation", {
			hint: "Submit the workflow with 'torc submit', or use mode auto to run it here too.",
		});
	}
	return mode === "slurm" || (mode === "auto" && inAllocation) ? "slurm" : "direct";
}

/** Names a user may give. */
const SIGNAL_NAMES = ["SIGTERM", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGHUP", "SIGKILL"];

export interface EndingSignal {
	readonly number: number;
	/** `sigterm_lead_seconds`, or the N of a step's `SIG@N`; null = not given. */
	readonly leadSeconds: number | null;
}

/** Seconds that the jobs of an allocation are given when its workflow is canceled. */
export const canceledLeadSeconds = (config: ExecutionConfig): number =>
	endingSignal(config, "slurm", () => undefined).leadSeconds ?? DEFAULT_LEAD_SECONDS;

/** `warn` is told of a name that nobody knows; SIGTERM is used then. */
export function endingSignal(
	config: ExecutionConfig,
	mode: ExecutionMode,
	warn: (message: string) => void,
): EndingSignal {
	const step = mode === "slurm" ? config.srun_termination_signal : null;
	const given = step ? step.replace(/^B:/, "").replace(/@.*$/, "") : config.termination_signal;
	const name = (given ?? "SIGTERM").toUpperCase().replace(/^(?!SIG)/, "SIG");
	if (!SIGNAL_NAMES.includes(name)) warn(`termination signal '${given}' is unknown; SIGTERM is used`);
	const leadSeconds = (step ? parseSignal(step) : null) ?? config.sigterm_lead_seconds ?? null;
	return { number: signalNumber(SIGNAL_NAMES.includes(name) ? name : "SIGTERM") as number, leadSeconds };
}
