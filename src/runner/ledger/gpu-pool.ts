// GPUs of a node, first in, first out (4-runner §3).
import { assignedGpus } from "../../slurm/environment/assigned-gpus.ts";

export class GpuPool {
	private readonly all: readonly string[];
	/** Those that were given out or came back last are at the end. */
	private readonly order: string[];
	/** Id → jobs that use it. */
	private readonly users = new Map<string, number>();

	constructor(ids: readonly string[]) {
		this.all = ids;
		this.order = [...ids];
	}

	/** Idle ones first; where there are not enough, those with the fewest users. At most all there are. */
	take(count: number): readonly string[] {
		const ids = this.order.toSorted((a, b) => this.usersOf(a) - this.usersOf(b)).slice(0, count);
		for (const id of ids) this.change(id, 1);
		return ids;
	}

	giveBack(ids: readonly string[]): void {
		for (const id of ids) this.change(id, -1);
	}

	/** The first ids, whoever uses them here. */
	named(count: number): readonly string[] {
		return this.all.slice(0, count);
	}

	/** Whether another job has one of them too. */
	shares(ids: readonly string[]): boolean {
		return ids.some((id) => this.usersOf(id) > 1);
	}

	private usersOf(id: string): number {
		return this.users.get(id) ?? 0;
	}

	private change(id: string, by: number): void {
		this.users.set(id, this.usersOf(id) + by);
		this.order.splice(this.order.indexOf(id), 1);
		this.order.push(id);
	}
}

/** Ids from the variables a scheduler sets, else 0…n−1; a list from the environment also sets the count. */
export const gpuIds = (env: Readonly<Record<string, string | undefined>>, count: number): readonly string[] =>
	assignedGpus(env) ?? Array.from({ length: count }, (_, index) => String(index));
