// Jobs that can never fit this machine are told at once, before anything is created.
import type { WorkflowDraft } from "../../../core/draft.ts";
import { TorcError } from "../../../core/errors.ts";
import type { MachineCapacity } from "../../../spec/machine-fit.ts";

export interface MachineOverrides {
	readonly numCpus?: number | undefined;
	readonly memoryBytes?: number | undefined;
	readonly numGpus?: number | undefined;
	/** Queue mode looks at no requirements. */
	readonly maxParallelJobs?: number | undefined;
}

/** Error: `invalid` naming the first jobs and what they lack. */
export async function refuseUnfit(draft: WorkflowDraft, overrides: MachineOverrides): Promise<void> {
	if (overrides.maxParallelJobs !== undefined) return;
	const { jobsThatNeverFit } = await import("../../../spec/machine-fit.ts");
	const unfit = jobsThatNeverFit(draft, await machineCapacity(overrides));
	if (unfit.length === 0) return;
	const lines = unfit.slice(0, 5).map(({ name, others, reasons }) => {
		const more = others > 0 ? ` (and ${others} more like it)` : "";
		return `job '${name}'${more} ${reasons.join("; ")}`;
	});
	throw new TorcError("invalid", `Some jobs can never run on this machine: ${lines.join(" — ")}`, {
		hint: "Nothing was created. Lower the requirements, use a larger machine, or --skip-checks to run the others.",
	});
}

/** What the machine has, or what it is said to have. */
export async function machineCapacity(overrides: MachineOverrides): Promise<MachineCapacity> {
	const { detectMachine } = await import("../../../platform/machine.ts");
	const machine = detectMachine();
	return {
		numCpus: overrides.numCpus ?? machine.numCpus,
		memoryBytes: overrides.memoryBytes ?? machine.memoryBytes,
		numGpus: overrides.numGpus ?? machine.numGpus,
		numNodes: 1,
	};
}
