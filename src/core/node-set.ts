// Where jobs fit on the nodes of an allocation: those of one node share a node, those of several take whole ones. The
// server that gives jobs and the runner that starts them place them by these same rules. Pure.

export interface NodeRoom {
	/** Free now. */
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	/** Nothing runs on it: a job of several nodes may take it. */
	readonly is_idle: boolean;
	/** Jobs of one node may run on it. */
	readonly takes_single_jobs: boolean;
}

/** Per node. */
export interface NodeNeeds {
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
}

interface Node {
	readonly whole: NodeRoom;
	cpus: number;
	memoryBytes: number;
	gpus: number;
	jobs: number;
}

export class NodeSet {
	private readonly nodes: readonly Node[];

	constructor(rooms: readonly NodeRoom[]) {
		this.nodes = rooms.map((whole) => ({
			whole,
			cpus: whole.num_cpus,
			memoryBytes: whole.memory_bytes,
			gpus: whole.num_gpus,
			jobs: whole.is_idle ? 0 : 1,
		}));
	}

	/** What is free now. */
	rooms(): NodeRoom[] {
		return this.nodes.map(({ whole, cpus, memoryBytes, gpus, jobs }) => ({
			num_cpus: cpus,
			memory_bytes: memoryBytes,
			num_gpus: gpus,
			is_idle: jobs === 0,
			takes_single_jobs: whole.takes_single_jobs,
		}));
	}

	/** How many such jobs fit now. */
	room(needs: NodeNeeds): number {
		if (needs.num_nodes > 1) return Math.floor(this.wholeNodesFor(needs).length / needs.num_nodes);
		let count = 0;
		for (const node of this.nodes) {
			if (!node.whole.takes_single_jobs) continue;
			count += Math.min(
				times(node.cpus, needs.num_cpus),
				times(node.memoryBytes, needs.memory_bytes),
				times(node.gpus, needs.num_gpus),
			);
		}
		return count;
	}

	/** Takes the first places where the job fits; answers the positions of its nodes, null where it fits nowhere. */
	take(needs: NodeNeeds): readonly number[] | null {
		if (needs.num_nodes > 1) {
			const places = this.wholeNodesFor(needs).slice(0, needs.num_nodes);
			if (places.length < needs.num_nodes) return null;
			this.occupy(needs, places);
			return places;
		}
		const place = this.nodes.findIndex((node) => node.whole.takes_single_jobs && fits(node, needs));
		if (place < 0) return null;
		this.occupy(needs, [place]);
		return [place];
	}

	/** Counts a job that waits for room as if it had the roomiest nodes already; they may be overdrawn. */
	reserve(needs: NodeNeeds): void {
		if (this.take(needs) !== null) return;
		const single = needs.num_nodes <= 1;
		const candidates = [...this.nodes.keys()].filter((place) => !single || this.nodes[place]?.whole.takes_single_jobs);
		candidates.sort((a, b) => (this.nodes[b]?.cpus ?? 0) - (this.nodes[a]?.cpus ?? 0));
		this.occupy(needs, candidates.slice(0, Math.max(1, needs.num_nodes)));
	}

	release(needs: NodeNeeds, places: readonly number[]): void {
		this.change(needs, places, -1);
	}

	private occupy(needs: NodeNeeds, places: readonly number[]): void {
		this.change(needs, places, 1);
	}

	private change(needs: NodeNeeds, places: readonly number[], sign: 1 | -1): void {
		for (const place of places) {
			const node = this.nodes[place] as Node;
			const { num_cpus, memory_bytes, num_gpus } = needs.num_nodes > 1 ? node.whole : needs;
			node.cpus -= sign * num_cpus;
			node.memoryBytes -= sign * memory_bytes;
			node.gpus -= sign * num_gpus;
			node.jobs += sign;
		}
	}

	private wholeNodesFor(needs: NodeNeeds): number[] {
		return [...this.nodes.keys()].filter((place) => {
			const node = this.nodes[place] as Node;
			return node.jobs === 0 && fits(node, needs);
		});
	}
}

const fits = (node: Node, needs: NodeNeeds): boolean =>
	needs.num_cpus <= node.cpus && needs.memory_bytes <= node.memoryBytes && needs.num_gpus <= node.gpus;

const times = (free: number, each: number): number =>
	each === 0 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(free / each));
