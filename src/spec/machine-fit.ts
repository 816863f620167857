// Jobs that can never run on a machine: told at once, not waited for.
import type { WorkflowDraft } from "../core/draft.ts";
import { formatMemorySize, parseMemorySize } from "../core/memory-size.ts";

export interface MachineCapacity {
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
	readonly numNodes: number;
}

export interface UnfitJob {
	readonly name: string;
	/** How many further jobs have the same requirements. */
	readonly others: number;
	/** `needs 64 CPUs, the machine has 8`, … */
	readonly reasons: readonly string[];
}

/** One entry per requirement that does not fit, with the first job that has it. */
export function jobsThatNeverFit(
	draft: Pick<WorkflowDraft, "jobs" | "resourceRequirements">,
	capacity: MachineCapacity,
): UnfitJob[] {
	const unfit = new Map<number, { name: string; others: number; reasons: string[] }>();
	for (const job of draft.jobs) {
		const place = job.resource_requirements;
		if (place === undefined) continue;
		const known = unfit.get(place);
		if (known) known.others++;
		else {
			const reasons = reasonsAgainst(draft.resourceRequirements[place], capacity);
			if (reasons.length > 0) unfit.set(place, { name: job.name, others: 0, reasons });
		}
	}
	return [...unfit.values()];
}

function reasonsAgainst(
	needs: WorkflowDraft["resourceRequirements"][number] | undefined,
	capacity: MachineCapacity,
): string[] {
	if (needs === undefined) return [];
	const reasons: string[] = [];
	const compare = (wanted: number, there: number, what: string, show: (value: number) => string = String): void => {
		if (wanted > there) reasons.push(`needs ${show(wanted)}${what}, the machine has ${show(there)}`);
	};
	compare(needs.num_cpus, capacity.numCpus, " CPUs");
	compare(parseMemorySize(needs.memory) ?? 0, capacity.memoryBytes, " of memory", formatMemorySize);
	compare(needs.num_gpus, capacity.numGpus, " GPUs");
	compare(needs.num_nodes, capacity.numNodes, " nodes");
	return reasons;
}
