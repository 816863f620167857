// Actions: their triggers, the jobs they watch, and what is stored of them (1-spec, WorkflowActionSpec).
import type { DraftAction } from "../../core/draft.ts";
import { nearestName } from "../../core/nearest-name.ts";
import { isJobTrigger } from "../../core/trigger-types.ts";
import type { ActionSpec, SpecDocument } from "../document.ts";
import type { FieldPath } from "../located.ts";
import type { ExpansionContext, NameIndex } from "./context.ts";
import { RegexMatcher } from "./regex-matcher.ts";

export interface ActionTargets {
	readonly jobs: NameIndex;
	readonly schedulers: NameIndex;
	readonly jobsArePartial: boolean;
}

export function expandActions(
	document: SpecDocument,
	context: ExpansionContext,
	targets: ActionTargets,
): DraftAction[] {
	const matcher = new RegexMatcher(targets.jobs.names);
	const mode = document.execution_config?.mode ?? "direct";
	return (document.actions ?? []).map((spec, place) => {
		const action: PlacedAction = { spec, place, path: ["actions", place] };
		const jobs = watchedJobs(action, context, { ...targets, matcher });
		const isSchedule = spec.action_type === "schedule_nodes";
		const scheduler = isSchedule ? schedulerOf(action, context, { ...targets, mode }) : undefined;
		return {
			trigger_type: spec.trigger_type,
			action_type: spec.action_type,
			action_config: configOf(spec),
			...(spec.persistent ? { persistent: true } : {}),
			...(jobs.length > 0 || isJobTrigger(spec.trigger_type) ? { jobs } : {}),
			...(scheduler === undefined ? {} : { scheduler }),
		};
	});
}

interface PlacedAction {
	readonly spec: ActionSpec;
	readonly place: number;
	readonly path: FieldPath;
}

/** Distinct places; a job listed twice would never be counted twice. */
function watchedJobs(
	{ spec, place, path }: PlacedAction,
	context: ExpansionContext,
	targets: ActionTargets & { readonly matcher: RegexMatcher },
): number[] {
	const label = `Action #${place + 1} (${spec.trigger_type})`;
	const places = new Set<number>();
	for (const [position, name] of (spec.jobs ?? []).entries()) {
		const place = targets.jobs.get(name);
		if (place !== undefined) places.add(place);
		else if (!targets.jobsArePartial) {
			const message = `${label} references non-existent job '${name}'`;
			context.report.error([...path, "jobs", position], message, targets.jobs.suggest(name));
		}
	}
	let patternsFine = true;
	for (const [position, pattern] of (spec.job_name_regexes ?? []).entries()) {
		const matches = targets.matcher.match(pattern);
		if ("places" in matches) for (const place of matches.places) places.add(place);
		else {
			patternsFine = false;
			const message = `Invalid regex '${pattern}': ${matches.problem}`;
			context.report.error([...path, "job_name_regexes", position], message);
		}
	}
	const watches = isJobTrigger(spec.trigger_type);
	if (watches && spec.job_name_regexes?.length && places.size === 0 && patternsFine && !targets.jobsArePartial) {
		context.report.error([...path, "job_name_regexes"], `${label}: Action did not match any jobs`);
	}
	return [...places].sort((a, b) => a - b);
}

function schedulerOf(
	{ spec, path }: PlacedAction,
	context: ExpansionContext,
	{ schedulers, mode }: ActionTargets & { readonly mode: string },
): number | undefined {
	if (spec.scheduler_type === "local") {
		const message = "scheduler_type 'local' cannot be scheduled: local runners are started with 'torc run'";
		context.report.error([...path, "scheduler_type"], message, "slurm");
		return undefined;
	}
	if (spec.scheduler_type !== "slurm" || spec.scheduler === undefined) return undefined;
	if (spec.start_one_worker_per_node && mode !== "direct") {
		const message = "start_one_worker_per_node requires execution_config.mode to be 'direct'";
		context.report.error([...path, "start_one_worker_per_node"], message);
	}
	const place = schedulers.get(spec.scheduler);
	if (place === undefined) {
		const message = `Action references non-existent slurm scheduler '${spec.scheduler}'`;
		context.report.error([...path, "scheduler"], message, nearestName(spec.scheduler, schedulers.names));
	}
	return place;
}

function configOf(spec: ActionSpec): Record<string, unknown> {
	if (spec.action_type === "run_commands") return { commands: spec.commands ?? [] };
	return {
		scheduler_type: spec.scheduler_type ?? "",
		scheduler_id: 0,
		num_allocations: spec.num_allocations ?? 1,
		start_one_worker_per_node: spec.start_one_worker_per_node ?? false,
		...(spec.max_parallel_jobs === undefined ? {} : { max_parallel_jobs: spec.max_parallel_jobs }),
	};
}
