// In which order ready jobs are offered (2-states §5.1): priority first, then the largest requirements.
import type { ReadyGroupRow } from "../../reads/jobs/ready-groups.ts";
import { fitsTime } from "./node-capacity.ts";

type Key = "priority" | "num_gpus" | "runtime_seconds" | "memory_bytes" | "num_cpus";

/** All descending. `jobs_sort_method` is 0.12's; priority comes first in every case. */
const KEYS: Readonly<Record<string, readonly Key[]>> = {
	default: ["priority", "num_gpus", "runtime_seconds", "memory_bytes", "num_cpus"],
	gpus_runtime_memory: ["priority", "num_gpus", "runtime_seconds", "memory_bytes"],
	gpus_memory_runtime: ["priority", "num_gpus", "memory_bytes", "runtime_seconds"],
	none: ["priority"],
};

/**
 * Groups in claim order, in tiers: within a tier jobs go by id. Unknown methods count as the default. Among equals in
 * priority, jobs that continue after a termination go first, and those that do not fit the time left go last.
 */
export function claimTiers(
	groups: readonly ReadyGroupRow[],
	method: string | null,
	timeLeftSeconds: number | null,
): ReadyGroupRow[][] {
	const keys = KEYS[method ?? "default"] ?? (KEYS.default as readonly Key[]);
	const rank = (group: ReadyGroupRow): number => (group.claim_class & 2) + (fitsTime(group, timeLeftSeconds) ? 1 : 0);
	const compare = (a: ReadyGroupRow, b: ReadyGroupRow): number => {
		if (a.priority !== b.priority) return b.priority - a.priority;
		if (rank(a) !== rank(b)) return rank(b) - rank(a);
		for (const key of keys) if (a[key] !== b[key]) return b[key] - a[key];
		return 0;
	};
	const tiers: ReadyGroupRow[][] = [];
	for (const group of [...groups].sort(compare)) {
		const last = tiers.at(-1);
		if (last?.[0] && compare(last[0], group) === 0) last.push(group);
		else tiers.push([group]);
	}
	return tiers;
}
