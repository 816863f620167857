// Places a graph in layers from left to right: jobs, points for sets of several members, and bends of long edges, in an
// order that crosses few edges.
import { type SetGraph, topologicalLevels } from "./set-graph.ts";

const SWEEPS = 8;

export interface Placed {
	/** A job of the graph; null: a point of a set, or a bend of an edge. */
	readonly job: number | null;
	/** Jobs stand in even layers, points in odd ones. */
	readonly layer: number;
	/** Place within the layer's order; whole steps apart at least. */
	row: number;
}

export interface Layers {
	readonly items: readonly Placed[];
	/** Pairs of items in neighboring layers. */
	readonly edges: readonly (readonly [from: number, to: number])[];
}

/** Jobs that no order can reach (on a cycle or behind one) stand in the first layer. */
export function placeInLayers(graph: SetGraph): Layers {
	const { items, edges } = layered(graph);
	const layers = Map.groupBy(items.keys(), (item) => (items[item] as Placed).layer);
	const order = [...layers.keys()].sort((a, b) => a - b);
	for (const indices of layers.values()) for (const [row, item] of indices.entries()) (items[item] as Placed).row = row;
	const before = neighbors(items.length, edges, 1, 0);
	const after = neighbors(items.length, edges, 0, 1);
	for (let sweep = 0; sweep < SWEEPS; sweep++) {
		const forward = sweep % 2 === 0;
		for (const layer of forward ? order : order.toReversed()) {
			settle(items, layers.get(layer) ?? [], forward ? before : after, sweep < SWEEPS - 2);
		}
	}
	const least = items.reduce((sum, { row }) => Math.min(sum, row), 0);
	for (const item of items) item.row -= least;
	return { items, edges };
}

function layered(graph: SetGraph): { items: Placed[]; edges: [number, number][] } {
	const level = new Int32Array(graph.jobCount);
	for (const [index, jobs] of topologicalLevels(graph).levels.entries()) for (const job of jobs) level[job] = index;
	const items: Placed[] = Array.from({ length: graph.jobCount }, (_, job) => ({
		job,
		layer: 2 * (level[job] ?? 0),
		row: 0,
	}));
	const edges: [number, number][] = [];
	const add = (layer: number): number => items.push({ job: null, layer, row: 0 }) - 1;
	const connect = (from: number, to: number): void => {
		let last = from;
		const end = (items[to] as Placed).layer;
		for (let layer = (items[from] as Placed).layer + 1; layer < end; layer++) {
			const bend = add(layer);
			edges.push([last, bend]);
			last = bend;
		}
		edges.push([last, to]);
	};
	const points = new Map<number, number>();
	for (const [job, sets] of graph.waits.entries()) {
		for (const set of sets) {
			const members = graph.sets[set] ?? [];
			const [only] = members;
			if (only === undefined) continue;
			if (members.length === 1) {
				connect(only, job);
				continue;
			}
			let point = points.get(set);
			if (point === undefined) {
				point = add(members.reduce((most, member) => Math.max(most, (items[member] as Placed).layer), 0) + 1);
				for (const member of members) connect(member, point);
				points.set(set, point);
			}
			connect(point, job);
		}
	}
	return { items, edges };
}

function neighbors(count: number, edges: readonly (readonly [number, number])[], of: 0 | 1, other: 0 | 1): number[][] {
	const lists: number[][] = Array.from({ length: count }, () => []);
	for (const edge of edges) lists[edge[of]]?.push(edge[other]);
	return lists;
}

/** Moves the items of a layer towards the middle of their neighbors, a step apart; `reorders`: they may change places. */
function settle(items: Placed[], layer: number[], near: readonly number[][], reorders: boolean): void {
	const wish = new Map(
		layer.map((item) => {
			const rows = (near[item] ?? []).map((other) => (items[other] as Placed).row);
			const own = (items[item] as Placed).row;
			return [item, rows.length === 0 ? own : rows.reduce((sum, row) => sum + row, 0) / rows.length];
		}),
	);
	const wished = (item: number): number => wish.get(item) as number;
	if (reorders) layer.sort((a, b) => wished(a) - wished(b) || (items[a] as Placed).row - (items[b] as Placed).row);
	let next = Number.NEGATIVE_INFINITY;
	let shift = 0;
	for (const item of layer) {
		const row = Math.max(next, wished(item));
		shift += row - wished(item);
		(items[item] as Placed).row = row;
		next = row + 1;
	}
	// Pushing apart moves down only: the whole layer goes half the way back.
	for (const item of layer) (items[item] as Placed).row -= shift / layer.length;
}
