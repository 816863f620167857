// The graph's walks against the plain way of doing them.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { toDot } from "./dot.ts";
import { descendants, findCycle, type SetGraph, topologicalLevels } from "./set-graph.ts";

const graphs = fc
	.record({
		sets: fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 4 }), { maxLength: 6 }),
		waits: fc.array(fc.uniqueArray(fc.nat(5), { maxLength: 3 }), { minLength: 10, maxLength: 10 }),
	})
	.map(
		({ sets, waits }): SetGraph => ({
			jobCount: 10,
			sets,
			waits: waits.map((list) => list.filter((set) => set < sets.length)),
		}),
	);

/** Every edge spelled out. */
const blockersOf = (graph: SetGraph, job: number): number[] =>
	(graph.waits[job] ?? []).flatMap((set) => [...(graph.sets[set] ?? [])]);

test("levels put every job after its blockers, and leave out what no order can reach", () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const { levels, unreachable } = topologicalLevels(graph);
			const levelOf = new Map(levels.flatMap((jobs, level) => jobs.map((job) => [job, level] as const)));
			expect(levelOf.size + unreachable.length).toBe(graph.jobCount);
			for (const [job, level] of levelOf) {
				for (const blocker of blockersOf(graph, job)) expect(levelOf.get(blocker)).toBeLessThan(level);
			}
			for (const job of unreachable) {
				expect(blockersOf(graph, job).some((blocker) => unreachable.includes(blocker))).toBe(true);
			}
		}),
	);
});

test("a cycle is a path in which each waits for the next", () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const cycle = findCycle(graph);
			expect(cycle === null).toBe(topologicalLevels(graph).unreachable.length === 0);
			if (cycle === null) return;
			for (const [index, job] of cycle.entries()) {
				expect(blockersOf(graph, job)).toContain(cycle[(index + 1) % cycle.length] as number);
			}
		}),
	);
});

test("descendants are everything downstream, the start included", () => {
	fc.assert(
		fc.property(graphs, fc.uniqueArray(fc.nat(9), { maxLength: 3 }), (graph, start) => {
			const reached = new Set(start);
			for (let grew = true; grew; ) {
				grew = false;
				for (let job = 0; job < graph.jobCount; job++) {
					if (reached.has(job) || !blockersOf(graph, job).some((blocker) => reached.has(blocker))) continue;
					reached.add(job);
					grew = true;
				}
			}
			expect(descendants(graph, start)).toEqual([...reached].sort((a, b) => a - b));
		}),
	);
});

test("ten thousand times ten thousand dependencies are twenty thousand entries", () => {
	const n = 10_000;
	const members = Array.from({ length: n }, (_, index) => index);
	const waits = Array.from({ length: 2 * n }, (_, job) => (job < n ? [] : [0]));
	const { levels } = topologicalLevels({ jobCount: 2 * n, sets: [members], waits });
	expect(levels.map((level) => level.length)).toEqual([n, n]);
});

test("sets of several members are points in DOT", () => {
	const graph = { jobCount: 3, sets: [[0, 1], [0]], waits: [[], [1], [0]] };
	const dot = toDot(graph, ["a", "b", 'say "c"']);
	expect(dot).toContain('j2 [label = "say \\"c\\""];');
	expect(dot).toContain("s0 [shape = point];");
	expect(dot).toContain("j0 -> s0 [arrowhead = none];");
	expect(dot).toContain("s0 -> j2;");
	expect(dot).toContain("j0 -> j1;");
});
