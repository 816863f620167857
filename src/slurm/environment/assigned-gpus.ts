// The GPUs that a scheduler has assigned to this process, from its environment (4-runner §3). Pure.

const VARIABLES = ["CUDA_VISIBLE_DEVICES", "SLURM_STEP_GPUS", "SLURM_JOB_GPUS"];
/** What Slurm and CUDA say for none. */
const NONE = new Set(["NoDevFiles", "-1"]);

/** Ids as `CUDA_VISIBLE_DEVICES` takes them; null when no variable says anything. */
export function assignedGpus(env: Readonly<Record<string, string | undefined>>): readonly string[] | null {
	for (const name of VARIABLES) {
		const list = env[name]?.trim().replace(/^gpu:/, "");
		if (list) return list.split(",").flatMap((id) => idsOf(id.trim()));
	}
	return null;
}

/** `0-3` are four; anything else, such as a UUID, is one. */
function idsOf(id: string): string[] {
	if (id === "" || NONE.has(id)) return [];
	const [, first, last] = /^(\d+)-(\d+)$/.exec(id) ?? [];
	if (first === undefined || last === undefined) return [id];
	return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => String(Number(first) + index));
}
