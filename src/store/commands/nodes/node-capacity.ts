// Packs jobs into the free capacity of a set of nodes (2-states §5.1, Packing).
import { type NodeRoom, NodeSet } from "../../../core/node-set.ts";
import type { ReadyGroupRow } from "../../reads/jobs/ready-groups.ts";

export interface Capacity {
	/** Per node, free now. */
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	/** Absent: unlimited. */
	readonly time_limit_seconds: number | null;
}

type Requirements = Pick<
	ReadyGroupRow,
	"num_cpus" | "memory_bytes" | "num_gpus" | "num_nodes" | "runtime_seconds" | "claim_class"
>;

/** A job fits an empty node (or that many empty nodes) and the time left; one with a checkpoint may run in pieces. */
export function fitsEmpty(job: Requirements, capacity: Capacity): boolean {
	return (
		job.num_cpus <= capacity.num_cpus &&
		job.memory_bytes <= capacity.memory_bytes &&
		job.num_gpus <= capacity.num_gpus &&
		job.num_nodes <= capacity.num_nodes &&
		(fitsTime(job, capacity.time_limit_seconds) || (job.claim_class & 1) === 1)
	);
}

/** `seconds`: null = unlimited. */
export const fitsTime = (job: Pick<ReadyGroupRow, "runtime_seconds">, seconds: number | null): boolean =>
	seconds === null || job.runtime_seconds <= seconds;

/** Single-node jobs share all nodes not taken whole as one pool; multi-node jobs take whole nodes. */
export class Packing {
	private readonly capacity: Capacity;
	private exclusiveNodes = 0;
	private usedCpus = 0;
	private usedMemoryBytes = 0;
	private usedGpus = 0;

	constructor(capacity: Capacity) {
		this.capacity = capacity;
	}

	/** How many jobs with these requirements fit now. */
	room(job: Requirements): number {
		if (!fitsEmpty(job, this.capacity)) return 0;
		return job.num_nodes > 1 ? this.roomForWholeNodes(job.num_nodes) : this.roomInPool(job);
	}

	take(job: Requirements, jobs: number): void {
		if (job.num_nodes > 1) {
			this.exclusiveNodes += jobs * job.num_nodes;
			return;
		}
		this.usedCpus += jobs * job.num_cpus;
		this.usedMemoryBytes += jobs * job.memory_bytes;
		this.usedGpus += jobs * job.num_gpus;
	}

	private roomInPool(job: Requirements): number {
		const nodes = this.capacity.num_nodes - this.exclusiveNodes;
		return Math.min(
			times(nodes * this.capacity.num_cpus - this.usedCpus, job.num_cpus),
			times(nodes * this.capacity.memory_bytes - this.usedMemoryBytes, job.memory_bytes),
			times(nodes * this.capacity.num_gpus - this.usedGpus, job.num_gpus),
		);
	}

	private roomForWholeNodes(nodesPerJob: number): number {
		const { num_cpus, memory_bytes, num_gpus, num_nodes } = this.capacity;
		const neededByOthers = Math.max(
			nodesFor(this.usedCpus, num_cpus),
			nodesFor(this.usedMemoryBytes, memory_bytes),
			nodesFor(this.usedGpus, num_gpus),
		);
		return Math.max(0, Math.floor((num_nodes - this.exclusiveNodes - neededByOthers) / nodesPerJob));
	}
}

/** Where each node's own room is known, no job is given that would have to wait for one. */
export class NodeByNode {
	private readonly nodes: NodeSet;

	constructor(rooms: readonly NodeRoom[]) {
		this.nodes = new NodeSet(rooms);
	}

	room(job: Requirements): number {
		return this.nodes.room(job);
	}

	take(job: Requirements, jobs: number): void {
		for (let n = 0; n < jobs; n++) this.nodes.take(job);
	}
}

const times = (free: number, each: number): number =>
	each === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(free / each));
const nodesFor = (used: number, perNode: number): number => (used === 0 ? 0 : Math.ceil(used / perNode));
