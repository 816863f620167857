// Draws families of jobs as one: jobs of the same kind of name that wait for, and are waited for by, the same families.
import type { SetGraph } from "./set-graph.ts";

/** Fewer alike are drawn one by one. */
const SMALLEST_FAMILY = 6;
const MOST_ROUNDS = 20;

export interface GroupedGraph {
	/** Its jobs are the groups. */
	readonly graph: SetGraph;
	/** Group → its jobs, ascending. */
	readonly members: readonly (readonly number[])[];
}

/** `kinds[job]`: what must be equal beside the name's pattern, e.g. the status. */
export function groupAlike(graph: SetGraph, names: readonly string[], kinds: readonly string[]): GroupedGraph {
	const colors = refine(
		graph,
		names.map((name, job) => `${name.replace(/\d+/g, "#")}\0${kinds[job] ?? ""}`),
	);
	const families = Map.groupBy(names.keys(), (job) => colors[job] as number);
	const members = [...families.values()]
		.flatMap((family) => (family.length >= SMALLEST_FAMILY ? [family] : family.map((job) => [job])))
		.sort((a, b) => (a[0] as number) - (b[0] as number));
	return { graph: quotient(graph, members), members };
}

/** Every job for itself. */
export const ungrouped = (graph: SetGraph): GroupedGraph => ({
	graph,
	members: Array.from({ length: graph.jobCount }, (_, job) => [job]),
});

/** Color refinement through the sets: each round costs the graph's size. */
function refine(graph: SetGraph, first: readonly string[]): readonly number[] {
	const setsOf: number[][] = Array.from({ length: graph.jobCount }, () => []);
	for (const [set, jobs] of graph.sets.entries()) for (const job of jobs) setsOf[job]?.push(set);
	const waiters: number[][] = graph.sets.map(() => []);
	for (const [job, sets] of graph.waits.entries()) for (const set of sets) waiters[set]?.push(job);
	let colors = numbered(first);
	for (let round = 0; round < MOST_ROUNDS; round++) {
		const before = countOf(colors);
		const current = colors;
		const ofJobs = (jobs: readonly number[]): string => distinct(jobs.map((job) => current[job] as number));
		const members = numbered(graph.sets.map(ofJobs));
		const waiting = numbered(waiters.map(ofJobs));
		colors = numbered(
			current.map((color, job) => {
				const blockers = distinct((graph.waits[job] ?? []).map((set) => members[set] as number));
				const dependents = distinct((setsOf[job] ?? []).map((set) => waiting[set] as number));
				return `${color}|${blockers}|${dependents}`;
			}),
		);
		if (countOf(colors) === before) break;
	}
	return colors;
}

const distinct = (values: readonly number[]): string => [...new Set(values)].sort((a, b) => a - b).join(",");
const countOf = (colors: readonly number[]): number => new Set(colors).size;

function numbered(texts: readonly string[]): number[] {
	const numbers = new Map<string, number>();
	return texts.map((text) => {
		const known = numbers.get(text);
		if (known !== undefined) return known;
		numbers.set(text, numbers.size);
		return numbers.size - 1;
	});
}

/** Groups wait for the groups of the jobs their members wait for. */
function quotient(graph: SetGraph, members: readonly (readonly number[])[]): SetGraph {
	const groupOf = new Int32Array(graph.jobCount);
	for (const [group, jobs] of members.entries()) for (const job of jobs) groupOf[job] = group;
	const sets: number[][] = [];
	const placeOfSet = new Map<string, number>();
	const groupSet = graph.sets.map((jobs) => {
		const groups = [...new Set(jobs.map((job) => groupOf[job] as number))].sort((a, b) => a - b);
		const key = groups.join(",");
		const known = placeOfSet.get(key);
		if (known !== undefined) return known;
		placeOfSet.set(key, sets.length);
		return sets.push(groups) - 1;
	});
	const waits = members.map((jobs) => [
		...new Set(jobs.flatMap((job) => (graph.waits[job] ?? []).map((set) => groupSet[set] as number))),
	]);
	return { jobCount: members.length, sets, waits };
}
