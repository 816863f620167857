// GPUs of a node, first in, first out (4-runner §3).
import { assignedGpus } from "../../slurm/environment/assigned-gpus.ts";

export class GpuPool {
	private readonly all: readonly string[];
	private readonly idle: string[];
	private next = 0;

	constructor(ids: readonly string[]) {
		this.all = ids;
		this.idle = [...ids];
	}

	take(count: number): readonly string[] {
		return this.idle.splice(0, count);
	}

	giveBack(ids: readonly string[]): void {
		this.idle.push(...ids);
	}

	/** The first ids, whoever uses them here. */
	named(count: number): readonly string[] {
		return this.all.slice(0, count);
	}

	/** Queue mode does not count GPUs: jobs share them in turn, at most all of them. */
	share(count: number): readonly string[] {
		const shared = Math.min(count, this.all.length);
		return Array.from({ length: shared }, () => this.all[this.next++ % this.all.length] as string);
	}
}

/** Ids from the variables a scheduler sets, else 0…n−1; a list from the environment also sets the count. */
export const gpuIds = (env: Readonly<Record<string, string | undefined>>, count: number): readonly string[] =>
	assignedGpus(env) ?? Array.from({ length: count }, (_, index) => String(index));
