// What the node has and what is taken, in whole units: CPUs, bytes, GPUs by id, nodes.
import type { ClaimedJob, Offer } from "../../contract/sync.ts";
import { GpuPool } from "./gpu-pool.ts";

export interface NodeCapacity {
	readonly numCpus: number;
	readonly memoryBytes: number;
	/** Ids as the vendors' variables take them. */
	readonly gpuIds: readonly string[];
}

type Needs = Pick<ClaimedJob, "num_cpus" | "memory_bytes" | "num_gpus">;

/** Less than this is not worth a claim (2-states §5.4: 0.1 GiB). */
const LEAST_MEMORY_BYTES = 100 * 2 ** 20;

export class Ledger {
	private readonly maxParallelJobs: number | null;
	private readonly gpus: GpuPool;
	private freeCpus: number;
	private freeMemoryBytes: number;
	private jobs = 0;

	/** `maxParallelJobs`: queue mode, resources are ignored. */
	constructor(capacity: NodeCapacity, maxParallelJobs: number | null) {
		this.maxParallelJobs = maxParallelJobs;
		this.freeCpus = capacity.numCpus;
		this.freeMemoryBytes = capacity.memoryBytes;
		this.gpus = new GpuPool(capacity.gpuIds);
	}

	fits(job: Needs): boolean {
		if (this.maxParallelJobs !== null) return this.jobs < this.maxParallelJobs;
		return job.num_cpus <= this.freeCpus && job.memory_bytes <= this.freeMemoryBytes && job.num_gpus <= this.gpus.free;
	}

	/** Answers the GPUs the job may use. */
	take(job: Needs): readonly string[] {
		this.jobs++;
		if (this.maxParallelJobs !== null) return this.gpus.share(job.num_gpus);
		this.freeCpus -= job.num_cpus;
		this.freeMemoryBytes -= job.memory_bytes;
		return this.gpus.take(job.num_gpus);
	}

	release(job: Needs, gpuIds: readonly string[]): void {
		this.jobs--;
		if (this.maxParallelJobs !== null) return;
		this.freeCpus += job.num_cpus;
		this.freeMemoryBytes += job.memory_bytes;
		this.gpus.giveBack(gpuIds);
	}

	/**
	 * What is free beside the jobs that wait to be started; null when nothing is worth claiming. In queue mode `ahead`
	 * jobs more are asked for, to be started the moment others end.
	 */
	offer(held: readonly Needs[], timeLeftSeconds: number | null, ahead = 0): Offer | null {
		const node = { num_nodes: 1, time_left_seconds: timeLeftSeconds };
		if (this.maxParallelJobs !== null) {
			const limit = this.maxParallelJobs + ahead - this.jobs - held.length;
			if (limit <= 0) return null;
			return { mode: "count", limit, num_cpus: 0, memory_bytes: 0, num_gpus: 0, ...node };
		}
		const sum = (of: (job: Needs) => number): number => held.reduce((total, job) => total + of(job), 0);
		const num_cpus = this.freeCpus - sum((job) => job.num_cpus);
		const memory_bytes = this.freeMemoryBytes - sum((job) => job.memory_bytes);
		const num_gpus = Math.max(0, this.gpus.free - sum((job) => job.num_gpus));
		if (num_cpus <= 0 || memory_bytes < LEAST_MEMORY_BYTES) return null;
		return { mode: "resources", limit: num_cpus, num_cpus, memory_bytes, num_gpus, ...node };
	}
}
