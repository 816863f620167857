// Drawings of graphs: families, places, text and SVG.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { groupAlike, ungrouped } from "./group-alike.ts";
import { placeInLayers } from "./layers.ts";
import type { SetGraph } from "./set-graph.ts";
import { toSvg } from "./svg.ts";
import { toTextGraph } from "./text-graph.ts";

/** Jobs wait only for jobs with lower numbers, so there are no cycles. */
const graphs = fc
	.array(fc.array(fc.uniqueArray(fc.nat(100), { maxLength: 4 }), { maxLength: 2 }), { minLength: 1, maxLength: 14 })
	.map((wanted): SetGraph => {
		const sets: number[][] = [];
		const waits = wanted.map((lists, job) =>
			job === 0 ? [] : lists.map((list) => sets.push([...new Set(list.map((one) => one % job))]) - 1),
		);
		return { jobCount: wanted.length, sets, waits };
	});

const blockers = (graph: SetGraph, job: number): Set<number> =>
	new Set((graph.waits[job] ?? []).flatMap((set) => [...(graph.sets[set] ?? [])]));

test("edges go to the next layer on the right, and nothing in a layer overlaps", () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const { items, edges } = placeInLayers(graph);
			for (const [from, to] of edges) expect(items[to]!.layer).toBe(items[from]!.layer + 1);
			for (const inLayer of Map.groupBy(items, ({ layer }) => layer).values()) {
				const rows = inLayer.map(({ row }) => row).sort((a, b) => a - b);
				expect(rows[0]).toBeGreaterThanOrEqual(0);
				for (let at = 1; at < rows.length; at++) expect(rows[at]! - rows[at - 1]!).toBeGreaterThan(0.999);
			}
			// Every dependency can be followed from box to box.
			const next = Map.groupBy(edges, ([from]) => from);
			const reach = (item: number): number[] =>
				(next.get(item) ?? []).flatMap(([, to]) => (items[to]!.job === null ? reach(to) : [items[to]!.job!]));
			for (let job = 0; job < graph.jobCount; job++) {
				for (const blocker of blockers(graph, job)) expect(reach(blocker)).toContain(job);
			}
		}),
	);
});

test("a family waits for exactly the families its jobs wait for", () => {
	fc.assert(
		fc.property(graphs, (graph) => {
			const names = Array.from({ length: graph.jobCount }, (_, job) => `job_${job}`);
			const { graph: drawn, members } = groupAlike(graph, names, []);
			expect(members.flat().sort((a, b) => a - b)).toEqual(names.map((_, job) => job));
			const groupOf = (job: number): number => members.findIndex((jobs) => jobs.includes(job));
			for (const [group, jobs] of members.entries()) {
				for (const job of jobs) {
					const expected = new Set([...blockers(graph, job)].map(groupOf));
					expect([...blockers(drawn, group)].sort()).toEqual([...expected].sort());
				}
			}
		}),
	);
});

const SWEEP: SetGraph = {
	jobCount: 22,
	sets: [[0], ...Array.from({ length: 10 }, (_, at) => [at + 1]), Array.from({ length: 10 }, (_, at) => at + 11)],
	waits: [[], ...Array.from({ length: 10 }, () => [0]), ...Array.from({ length: 10 }, (_, at) => [at + 1]), [11]],
};
const SWEEP_NAMES = ["prepare", ...fill("work"), ...fill("check"), "sum"];
function fill(name: string): string[] {
	return Array.from({ length: 10 }, (_, at) => `${name}_${at}`);
}

test("a sweep is four boxes, by itself twenty-two", () => {
	const grouped = groupAlike(SWEEP, SWEEP_NAMES, []);
	expect(grouped.members.map((jobs) => jobs.length)).toEqual([1, 10, 10, 1]);
	const labels = grouped.members.map((jobs) => `${SWEEP_NAMES[jobs[0]!]} (${jobs.length})`);
	expect(toTextGraph(grouped.graph, labels)).toBe(
		[
			"Level 1\n  prepare (1)",
			"Level 2\n  work_0 (10)  <-  prepare (1)",
			"Level 3\n  check_0 (10)  <-  work_0 (10)",
			"Level 4\n  sum (1)  <-  check_0 (10)",
		].join("\n\n"),
	);
	expect(ungrouped(SWEEP).members).toHaveLength(22);
	// One that failed is not like the others.
	const failed = groupAlike(
		SWEEP,
		SWEEP_NAMES,
		SWEEP_NAMES.map((name) => (name === "work_3" ? "failed" : "")),
	);
	expect(failed.members.map((jobs) => jobs.length)).toEqual([1, 9, 1, 9, 1, 1]);
});

test("a cycle is told of, not hidden", () => {
	const graph = { jobCount: 2, sets: [[0], [1]], waits: [[1], [0]] };
	expect(toTextGraph(graph, ["a", "b"])).toBe("On a cycle or behind one\n  a  <-  b\n  b  <-  a");
	expect(placeInLayers(graph).items.filter(({ job }) => job !== null)).toHaveLength(2);
});

test("names are text in SVG, and every job has a box", () => {
	const nodes = SWEEP_NAMES.map((label) => ({ label: `<${label}> & "more"`, status: "ready", title: label }));
	const svg = toSvg(SWEEP, nodes, "a <title>");
	expect(svg.match(/<rect /g)).toHaveLength(22);
	expect(svg).toContain("&lt;work_3&gt; &amp; &quot;more&quot;");
	expect(svg).toContain("<title>a &lt;title&gt;</title>");
	expect(svg).not.toMatch(/NaN|undefined|Infinity/);
	// Ten works go to one point, from which one line goes on.
	expect(svg.match(/class="point"/g)).toHaveLength(1);
});
