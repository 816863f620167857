// A dependency graph through shared sets: a job waits for sets, a set is finished when all its members are. N jobs
// waiting for the same M jobs are N + M entries, never N × M edges; every walk below costs that much.

export interface SetGraph {
	readonly jobCount: number;
	/** Set → its member jobs. */
	readonly sets: readonly (readonly number[])[];
	/** Job → the sets it waits for. */
	readonly waits: readonly (readonly number[])[];
}

/** Jobs by level (all blockers of a level-n job are below n), and the jobs that no order can reach. */
export interface Levels {
	readonly levels: readonly (readonly number[])[];
	/** Jobs on a cycle or downstream of one. */
	readonly unreachable: readonly number[];
}

/** Kahn's algorithm over jobs and sets in turn. */
export function topologicalLevels(graph: SetGraph): Levels {
	const openMembers = graph.sets.map((members) => members.length);
	const setsOfJob = invert(graph.jobCount, graph.sets);
	const waitersOfSet = invert(graph.sets.length, graph.waits);
	const openSets = new Int32Array(graph.jobCount);
	for (let job = 0; job < graph.jobCount; job++) {
		for (const set of graph.waits[job] ?? []) if ((openMembers[set] ?? 0) > 0) openSets[job] = (openSets[job] ?? 0) + 1;
	}
	const levels: number[][] = [];
	let level = jobsWhere(graph.jobCount, (job) => openSets[job] === 0);
	let reached = 0;
	while (level.length > 0) {
		levels.push(level);
		reached += level.length;
		const next: number[] = [];
		for (const job of level) {
			for (const set of setsOfJob[job] ?? []) {
				openMembers[set] = (openMembers[set] ?? 0) - 1;
				if (openMembers[set] !== 0) continue;
				for (const waiter of waitersOfSet[set] ?? []) {
					openSets[waiter] = (openSets[waiter] ?? 0) - 1;
					if (openSets[waiter] === 0) next.push(waiter);
				}
			}
		}
		level = next;
	}
	const unreachable = reached === graph.jobCount ? [] : jobsWhere(graph.jobCount, (job) => (openSets[job] ?? 0) > 0);
	return { levels, unreachable };
}

/** One cycle as a path of jobs, each waiting for the next, the last for the first; null when there is none. */
export function findCycle(graph: SetGraph): number[] | null {
	const { unreachable } = topologicalLevels(graph);
	const stuck = new Set(unreachable);
	let job = unreachable[0];
	if (job === undefined) return null;
	// Every stuck job has a stuck blocker, so walking from blocker to blocker must come round.
	const path: number[] = [];
	const placeOnPath = new Map<number, number>();
	for (;;) {
		const seenAt = placeOnPath.get(job);
		if (seenAt !== undefined) return path.slice(seenAt);
		placeOnPath.set(job, path.length);
		path.push(job);
		job = stuckBlocker(graph, stuck, job);
	}
}

function stuckBlocker(graph: SetGraph, stuck: ReadonlySet<number>, job: number): number {
	for (const set of graph.waits[job] ?? []) {
		for (const member of graph.sets[set] ?? []) if (stuck.has(member)) return member;
	}
	throw new Error("a job that cannot be reached has a blocker that cannot be reached");
}

/** The jobs themselves and everything that depends on them, directly or not, ascending. */
export function descendants(graph: SetGraph, start: readonly number[]): number[] {
	const setsOfJob = invert(graph.jobCount, graph.sets);
	const waitersOfSet = invert(graph.sets.length, graph.waits);
	const reached = new Set(start);
	const visitedSets = new Set<number>();
	const queue = [...reached];
	for (let job = queue.pop(); job !== undefined; job = queue.pop()) {
		for (const set of setsOfJob[job] ?? []) {
			if (visitedSets.has(set)) continue;
			visitedSets.add(set);
			for (const waiter of waitersOfSet[set] ?? []) {
				if (reached.has(waiter)) continue;
				reached.add(waiter);
				queue.push(waiter);
			}
		}
	}
	return [...reached].sort((a, b) => a - b);
}

/** List per target: which sources name it. */
function invert(targets: number, lists: readonly (readonly number[])[]): (number[] | undefined)[] {
	const inverse: (number[] | undefined)[] = new Array(targets);
	for (let source = 0; source < lists.length; source++) {
		for (const target of lists[source] ?? []) {
			const sources = inverse[target];
			if (sources) sources.push(source);
			else inverse[target] = [source];
		}
	}
	return inverse;
}

function jobsWhere(count: number, condition: (job: number) => boolean): number[] {
	const found: number[] = [];
	for (let job = 0; job < count; job++) if (condition(job)) found.push(job);
	return found;
}
