// Whether jobs fit the Slurm schedulers they may run in (1-spec §7). Node counts must agree; resources only warn.
import type { DraftJob, DraftRequirements, DraftSlurmScheduler } from "../../core/draft.ts";
import { parseDuration } from "../../core/duration.ts";
import { parseMemorySize, parseSlurmMemory } from "../../core/memory-size.ts";
import { parseWalltime } from "../../core/walltime.ts";
import type { SpecDocument } from "../document.ts";
import type { FieldPath } from "../located.ts";
import type { ExpansionContext, NameIndex } from "./context.ts";

export interface SchedulerCheckInput {
	readonly document: SpecDocument;
	readonly context: ExpansionContext;
	readonly jobs: readonly DraftJob[];
	readonly requirements: readonly DraftRequirements[];
	readonly schedulers: readonly DraftSlurmScheduler[];
	readonly schedulerIndex: NameIndex;
	readonly pathOf: (job: number) => FieldPath;
}

/** A job of several nodes in a scheduler that schedule_nodes uses must ask for all of its nodes. */
export function checkNodeCounts(input: SchedulerCheckInput): void {
	const scheduled = new Set<number>();
	for (const action of input.document.actions ?? []) {
		if (action.action_type !== "schedule_nodes" || action.scheduler_type !== "slurm") continue;
		const place = input.schedulerIndex.get(action.scheduler ?? "");
		if (place !== undefined) scheduled.add(place);
	}
	const reported = new Set<string>();
	for (const [place, job] of input.jobs.entries()) {
		if (job.scheduler === undefined || !scheduled.has(job.scheduler) || job.resource_requirements === undefined)
			continue;
		const scheduler = input.schedulers[job.scheduler] as DraftSlurmScheduler;
		const { num_nodes, name } = input.requirements[job.resource_requirements] as DraftRequirements;
		if (scheduler.nodes <= 1 || num_nodes <= 1 || num_nodes === scheduler.nodes) continue;
		const path = input.pathOf(place);
		if (reported.has(path.join())) continue;
		reported.add(path.join());
		const message = `Job '${job.name}' needs ${num_nodes} nodes ('${name}'), but scheduler '${scheduler.name}' allocates ${scheduler.nodes}: use 1 or ${scheduler.nodes}`;
		input.context.report.error([...path, "scheduler"], message);
	}
}

interface Limits {
	readonly label: string;
	readonly walltimeSeconds: number;
	readonly memoryBytes: number | null;
	readonly gpus: number | null;
}

/** Messages about jobs that no named scheduler can hold; empty without requirements or schedulers. */
export function resourceMismatches(input: SchedulerCheckInput): string[] {
	const limits = input.schedulers.filter((scheduler) => scheduler.name !== undefined).map(limitsOf);
	if (limits.length === 0 || input.requirements.length === 0) return [];
	const unreadable = input.schedulers
		.filter(({ mem }) => mem !== undefined && parseMemorySize(mem) === null)
		.map(({ name, mem }) => `Scheduler '${name}': mem '${mem}' cannot be read, write for example 200g`);
	const messages = new Map<string, string>();
	for (const job of input.jobs) {
		if (job.resource_requirements === undefined) continue;
		const key = `${job.resource_requirements} ${job.scheduler ?? ""}`;
		if (messages.has(key)) continue;
		const needs = input.requirements[job.resource_requirements] as DraftRequirements;
		const own =
			job.scheduler === undefined ? undefined : limitsOf(input.schedulers[job.scheduler] as DraftSlurmScheduler);
		const candidates = own ? [own] : limits;
		const problems = candidates.map((limit) => mismatch(needs, limit, job.checkpoint !== undefined));
		const text = problems.every((problem) => problem !== null)
			? `Job '${job.name}' ('${needs.name}') does not fit ${own ? "its scheduler" : "any scheduler"}: ${problems.join("; ")}`
			: "";
		messages.set(key, text);
	}
	return [...unreadable, ...[...messages.values()].filter((message) => message !== "")];
}

function limitsOf(scheduler: DraftSlurmScheduler): Limits {
	return {
		label: `'${scheduler.name}'`,
		walltimeSeconds: parseWalltime(scheduler.walltime) ?? 0,
		memoryBytes: scheduler.mem === undefined ? null : parseSlurmMemory(scheduler.mem),
		gpus: scheduler.gres === undefined ? null : gpusOf(scheduler.gres),
	};
}

/** GPUs of a gres such as `gpu:2`, `gpu:a100:4(S:0)`; 0 when unreadable. */
function gpusOf(gres: string): number {
	return Number(/^gpu(?::[^:,()]+)*?:(\d+)/.exec(gres)?.[1] ?? (gres.trim() === "gpu" ? 1 : 0));
}

function mismatch(needs: DraftRequirements, limit: Limits, hasCheckpoint: boolean): string | null {
	const problems: string[] = [];
	const runtime = parseDuration(needs.runtime) ?? 0;
	// A job with a checkpoint may run in pieces.
	if (!hasCheckpoint && runtime > limit.walltimeSeconds) {
		problems.push(`runtime ${needs.runtime} > walltime ${limit.walltimeSeconds} s`);
	}
	const memory = parseMemorySize(needs.memory) ?? 0;
	if (limit.memoryBytes !== null && memory > limit.memoryBytes) problems.push(`memory ${needs.memory} > its mem`);
	if (limit.gpus !== null && needs.num_gpus > limit.gpus) problems.push(`${needs.num_gpus} GPUs > ${limit.gpus}`);
	return problems.length === 0 ? null : `${limit.label}: ${problems.join(", ")}`;
}
