// The whole graph, through names and through data: cycles are spelled out, several writers of one file are pointed out.
import type { DraftJob } from "../../core/draft.ts";
import { findCycle, type SetGraph } from "../../graph/set-graph.ts";
import type { FieldPath } from "../located.ts";
import type { ExpansionContext } from "./context.ts";

export interface GraphInput {
	readonly jobs: readonly DraftJob[];
	readonly dependencySets: readonly (readonly number[])[];
	readonly inputFileLists: readonly (readonly number[])[];
	readonly inputUserDataLists: readonly (readonly number[])[];
}

/** Explicit sets, and one set per input list: the writers of what it holds. A job does not wait for itself. */
export function buildSetGraph(input: GraphInput): SetGraph {
	const sets = [...input.dependencySets];
	const waits: (readonly number[])[] = input.jobs.map((job) => job.depends_on_sets ?? NOTHING);
	const wait = (job: number, set: number): void => {
		waits[job] = [...(waits[job] ?? NOTHING), set];
	};
	const addImplicit = (
		lists: readonly (readonly number[])[],
		readsOf: (job: DraftJob) => number | undefined,
		writesOf: (job: DraftJob) => readonly number[] | undefined,
	): void => {
		const writers = writersByItem(input.jobs, writesOf);
		const setOfList = lists.map((items) => {
			const members = [...new Set(items.flatMap((item) => writers.get(item) ?? []))];
			return members.length === 0 ? null : sets.push(members) - 1;
		});
		for (const [place, job] of input.jobs.entries()) {
			const list = readsOf(job);
			const set = list === undefined ? null : (setOfList[list] ?? null);
			if (set === null) continue;
			const members = sets[set] as readonly number[];
			if (!writesOf(job) || !members.includes(place)) wait(place, set);
			else wait(place, sets.push(members.filter((member) => member !== place)) - 1);
		}
	};
	addImplicit(
		input.inputFileLists,
		(job) => job.input_files,
		(job) => job.output_files,
	);
	addImplicit(
		input.inputUserDataLists,
		(job) => job.input_user_data,
		(job) => job.output_user_data,
	);
	return { jobCount: input.jobs.length, sets, waits };
}

const NOTHING: readonly number[] = [];

function writersByItem(
	jobs: readonly DraftJob[],
	writesOf: (job: DraftJob) => readonly number[] | undefined,
): Map<number, number[]> {
	const writers = new Map<number, number[]>();
	for (const [place, job] of jobs.entries()) {
		for (const item of writesOf(job) ?? []) {
			const list = writers.get(item);
			if (list) list.push(place);
			else writers.set(item, [place]);
		}
	}
	return writers;
}

/** Reports one cycle as a path, at the place of a job on it. */
export function reportCycle(
	context: ExpansionContext,
	graph: SetGraph,
	jobs: readonly DraftJob[],
	pathOf: (job: number) => FieldPath,
): void {
	const cycle = findCycle(graph);
	if (cycle === null) return;
	const start = cycle.indexOf(cycle.reduce((least, job) => Math.min(least, job)));
	const path = [...cycle.slice(start), ...cycle.slice(0, start), cycle[start] as number];
	const names = path.map((job) => jobs[job]?.name ?? "");
	const shown = names.length > 12 ? [...names.slice(0, 6), `… ${names.length - 11} more …`, ...names.slice(-5)] : names;
	context.report.error(
		pathOf(path[0] as number),
		`Circular dependency detected: ${shown.join(" -> ")} (each waits for the next)`,
	);
}

/** Warns about files that several jobs write: a reader waits for all of them. */
export function warnOfSharedOutputs(
	context: ExpansionContext,
	jobs: readonly DraftJob[],
	fileNames: readonly string[],
	pathOf: (job: number) => FieldPath,
): void {
	let warned = 0;
	for (const [file, writers] of writersByItem(jobs, (job) => job.output_files)) {
		if (writers.length < 2 || warned++ >= 10) continue;
		const names = writers.slice(0, 3).map((job) => `'${jobs[job]?.name}'`);
		const more = writers.length > 3 ? ` and ${writers.length - 3} more` : "";
		const message = `File '${fileNames[file]}' is written by several jobs: ${names.join(", ")}${more}; its readers wait for all`;
		context.report.warn(pathOf(writers[1] as number), message);
	}
}
