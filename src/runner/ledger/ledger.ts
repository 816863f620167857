// What the runner's nodes have and what is taken, in whole units: CPUs, bytes, GPUs by id, nodes.
import type { ClaimedJob, Offer } from "../../contract/sync.ts";
import { type NodeRoom, NodeSet } from "../../core/node-set.ts";
import { GpuPool } from "./gpu-pool.ts";

export interface NodeCapacity {
	/** Name of the node in its allocation; null for this machine. */
	readonly name: string | null;
	readonly numCpus: number;
	readonly memoryBytes: number;
	readonly numGpus: number;
	/** False for nodes that only jobs of several nodes reach: their own srun or mpirun goes there. */
	readonly takesSingleJobs: boolean;
}

export interface Capacity {
	/** The runner's own node first. */
	readonly nodes: readonly [NodeCapacity, ...NodeCapacity[]];
	/** GPUs of the own node as the vendors' variables take them; empty where Slurm assigns them to steps. */
	readonly gpuIds: readonly string[];
}

/** What a job was given. */
export interface Placement {
	readonly gpuIds: readonly string[];
	/** Another job has one of them too. */
	readonly sharesGpus: boolean;
	/** Positions of its nodes; empty in queue mode. */
	readonly nodes: readonly number[];
}

type Needs = Pick<ClaimedJob, "num_cpus" | "memory_bytes" | "num_gpus" | "num_nodes">;

/** Less than this is not worth a claim (2-states §5.4: 0.1 GiB). */
const LEAST_MEMORY_BYTES = 100 * 2 ** 20;

export class Ledger {
	private readonly maxParallelJobs: number | null;
	private readonly nodes: NodeSet;
	private readonly gpus: GpuPool;
	private jobs = 0;

	/** `maxParallelJobs`: queue mode, resources are ignored. */
	constructor(capacity: Capacity, maxParallelJobs: number | null) {
		this.maxParallelJobs = maxParallelJobs;
		this.nodes = new NodeSet(capacity.nodes.map(roomOf));
		this.gpus = new GpuPool(capacity.gpuIds);
	}

	/** Null while it does not fit. */
	take(job: Needs): Placement | null {
		if (this.maxParallelJobs !== null) {
			if (this.jobs >= this.maxParallelJobs) return null;
			this.jobs++;
			const ids = this.gpus.take(job.num_gpus);
			return { gpuIds: ids, sharesGpus: this.gpus.shares(ids), nodes: [] };
		}
		const nodes = this.nodes.take(job);
		if (nodes === null) return null;
		this.jobs++;
		// A job of whole nodes that are not the own one has the same ids there.
		const gpuIds = nodes.includes(0) ? this.gpus.take(job.num_gpus) : this.gpus.named(job.num_gpus);
		return { gpuIds, sharesGpus: false, nodes };
	}

	release(job: Needs, placement: Placement): void {
		this.jobs--;
		if (this.maxParallelJobs === null) this.nodes.release(job, placement.nodes);
		if (this.maxParallelJobs !== null || placement.nodes.includes(0)) this.gpus.giveBack(placement.gpuIds);
	}

	/**
	 * What is free beside the jobs that wait to be started; null when nothing is worth claiming. In queue mode `ahead`
	 * jobs more are asked for, to be started the moment others end.
	 */
	offer(held: readonly Needs[], timeLeftSeconds: number | null, ahead = 0): Offer | null {
		const time = { time_left_seconds: timeLeftSeconds };
		if (this.maxParallelJobs !== null) {
			const limit = this.maxParallelJobs + ahead - this.jobs - held.length;
			if (limit <= 0) return null;
			return { mode: "count", limit, num_cpus: 0, memory_bytes: 0, num_gpus: 0, num_nodes: 1, ...time };
		}
		let nodes = this.nodes;
		if (held.length > 0) {
			nodes = new NodeSet(this.nodes.rooms());
			for (const job of held) nodes.reserve(job);
		}
		const rooms = nodes.rooms().filter((room) => room.num_cpus > 0 && room.memory_bytes >= LEAST_MEMORY_BYTES);
		const [first, ...others] = rooms;
		if (first === undefined) return null;
		const most = (of: (room: NodeRoom) => number): number => Math.max(0, ...rooms.map(of));
		const offer = {
			mode: "resources" as const,
			limit: rooms.reduce((sum, room) => sum + room.num_cpus, 0),
			num_cpus: most((room) => room.num_cpus),
			memory_bytes: most((room) => room.memory_bytes),
			num_gpus: most((room) => room.num_gpus),
			num_nodes: Math.max(1, rooms.filter((room) => room.is_idle).length),
			...time,
		};
		return others.length === 0 && first.takes_single_jobs ? offer : { ...offer, nodes: rooms };
	}
}

const roomOf = (node: NodeCapacity): NodeRoom => ({
	num_cpus: node.numCpus,
	memory_bytes: node.memoryBytes,
	num_gpus: node.numGpus,
	is_idle: true,
	takes_single_jobs: node.takesSingleJobs,
});
