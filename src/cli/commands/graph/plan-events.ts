// The stages of a workflow: an event is its start, or the completion of the jobs that others wait for. Pure.
import { topologicalLevels } from "../../../graph/set-graph.ts";
import type { GraphSource, PlannedAction } from "./graph-source.ts";

export interface SchedulerAllocation {
	readonly scheduler: string;
	readonly scheduler_type: string;
	readonly num_allocations: number;
	readonly job_names: readonly string[];
}

export interface PlanEvent {
	readonly id: string;
	readonly trigger:
		| { readonly type: "WorkflowStart" }
		| { readonly type: "JobsComplete"; readonly data: { readonly jobs: readonly string[] } };
	readonly trigger_description: string;
	readonly scheduler_allocations: readonly SchedulerAllocation[];
	readonly jobs_becoming_ready: readonly string[];
	readonly depends_on_events: readonly string[];
	readonly unlocks_events: readonly string[];
}

interface Stage {
	/** Places of the jobs whose completion it is; null: the start. */
	readonly triggers: readonly number[] | null;
	readonly ready: number[];
}

const MOST_NAMES = 3;

/** In an order in which each comes after those it depends on. */
export function planEvents(source: GraphSource): PlanEvent[] {
	const stages = stagesOf(source);
	const stageOfJob = new Map<number, number>();
	for (const [stage, { ready }] of stages.entries()) for (const job of ready) stageOfJob.set(job, stage);
	const before = stages.map(({ triggers }) =>
		[...new Set((triggers ?? []).map((job) => stageOfJob.get(job)))]
			.filter((stage) => stage !== undefined)
			.sort((a, b) => a - b),
	);
	const id = (stage: number): string => (stages[stage]?.triggers === null ? "start" : `event_${stage}`);
	const nameOf = (job: number): string => source.jobs[job]?.name ?? "";
	return stages.map(({ triggers, ready }, place) => ({
		id: id(place),
		trigger:
			triggers === null ? { type: "WorkflowStart" } : { type: "JobsComplete", data: { jobs: triggers.map(nameOf) } },
		trigger_description:
			triggers === null
				? "When the workflow starts"
				: `When ${describe(triggers.map(nameOf))} ${triggers.length === 1 ? "has" : "have"} completed`,
		scheduler_allocations: source.actions
			.filter((action) => stageOfAction(action, stages, stageOfJob) === place)
			.map((action) => allocationOf(action, source, ready)),
		jobs_becoming_ready: ready.map(nameOf),
		depends_on_events: (before[place] ?? []).map(id),
		unlocks_events: [...stages.keys()].filter((other) => before[other]?.includes(place)).map(id),
	}));
}

/** Jobs that wait for the same jobs become ready together. */
function stagesOf({ graph, actions }: GraphSource): Stage[] {
	const stages: Stage[] = [{ triggers: null, ready: [] }];
	const known = new Map<string, Stage>();
	const stageFor = (triggers: readonly number[]): Stage => {
		const key = triggers.join(",");
		const found = known.get(key);
		if (found) return found;
		const stage = { triggers, ready: [] };
		known.set(key, stage);
		stages.push(stage);
		return stage;
	};
	const unions = new Map<string, readonly number[]>();
	for (const job of topologicalLevels(graph).levels.flat()) {
		const sets = graph.waits[job] ?? [];
		const key = [...sets].sort((a, b) => a - b).join(",");
		const blockers = unions.get(key) ?? sorted(sets.flatMap((set) => [...(graph.sets[set] ?? [])]));
		unions.set(key, blockers);
		const stage = blockers.length === 0 ? (stages[0] as Stage) : stageFor(blockers);
		stage.ready.push(job);
	}
	for (const { trigger, jobs } of actions)
		if (trigger === "on_jobs_complete" && jobs.length > 0) stageFor(sorted(jobs));
	return stages;
}

/** When the action asks for its allocations: at the start, with the last of its jobs to become ready, or after them. */
function stageOfAction(
	action: PlannedAction,
	stages: readonly Stage[],
	stageOfJob: ReadonlyMap<number, number>,
): number {
	if (action.trigger === "on_jobs_complete") {
		const key = sorted(action.jobs).join(",");
		return stages.findIndex(({ triggers }) => triggers?.join(",") === key);
	}
	if (action.trigger === "on_jobs_ready") return Math.max(0, ...action.jobs.map((job) => stageOfJob.get(job) ?? 0));
	return 0;
}

/** The jobs it is for: those it watches, else those that become ready and name its scheduler, else all of them. */
function allocationOf(action: PlannedAction, source: GraphSource, ready: readonly number[]): SchedulerAllocation {
	const meant = ready.filter((job) => source.jobs[job]?.scheduler === action.scheduler);
	const jobs = action.trigger === "on_jobs_ready" ? action.jobs : meant.length > 0 ? meant : ready;
	return {
		scheduler: action.scheduler,
		scheduler_type: action.schedulerType,
		num_allocations: action.allocations,
		job_names: jobs.map((job) => source.jobs[job]?.name ?? ""),
	};
}

const sorted = (jobs: readonly number[]): number[] => [...new Set(jobs)].sort((a, b) => a - b);

export function describe(names: readonly string[]): string {
	const shown = names.slice(0, MOST_NAMES).map((name) => `'${name}'`);
	if (names.length > MOST_NAMES + 1) return `${shown.join(", ")} and ${names.length - MOST_NAMES} more jobs`;
	return names.map((name) => `'${name}'`).join(", ");
}
