// Why a ready job is not taken by any runner: labels, shape, time left, scheduler, or no room. Pure; the rules are those
// of claiming (2-states §5).
import { formatMemorySize } from "../../../core/memory-size.ts";
import { spanText } from "../../render/time-text.ts";
import type { Predicate } from "./explain-job.ts";
import type { JobFacts, Needs, RunnerFacts, WorkflowFacts } from "./facts.ts";

/** Seconds a job may need more than a runner has left (4-runner §2). */
const GRACE_SECONDS = 120;

/** `goOn`: the command that starts a runner. */
export function explainReady(job: JobFacts, workflow: WorkflowFacts, goOn: string): Predicate {
	const { runners, queuedAllocations } = workflow;
	if (runners.length === 0) return noRunner(queuedAllocations, job, goOn);
	const labeled = runners.filter((runner) => servesLabels(runner, job));
	if (labeled.length === 0) return unservedLabels(job, runners, goOn);
	const large = labeled.filter((runner) => missing(job.needs, runner).length === 0);
	if (large.length === 0) return tooLarge(job, labeled, workflow, goOn);
	const longEnough = job.hasCheckpoint ? large : large.filter((runner) => fitsTime(job.needs, runner));
	if (longEnough.length === 0) return tooLong(job, large, goOn);
	return waitsForRoom(job, longEnough);
}

function noRunner(queued: number, job: JobFacts, goOn: string): Predicate {
	if (queued > 0) {
		return {
			reason: "allocation_queued",
			clause: `is ready, but no runner is active yet: ${queued} allocation(s) wait in Slurm's queue`,
			remedy: "It starts when Slurm does; 'squeue --me --start' shows when that may be.",
		};
	}
	return { reason: "no_runner", clause: "is ready, but no runner is active", remedy: withLabels(goOn, job) };
}

const withLabels = (goOn: string, { labels }: JobFacts): string =>
	labels.length > 0 && goOn.startsWith("torc run") ? `${goOn} --label ${labels.join(",")}` : goOn;

/** Runners with labels take only jobs that have some, all among theirs; those without take only jobs without. */
const servesLabels = ({ labels }: RunnerFacts, job: JobFacts): boolean =>
	labels.length === 0
		? job.labels.length === 0
		: job.labels.length > 0 && job.labels.every((one) => labels.includes(one));

function unservedLabels(job: JobFacts, runners: readonly RunnerFacts[], goOn: string): Predicate {
	if (job.labels.length === 0) {
		return {
			reason: "only_labeled_runners",
			clause: `is ready and has no labels, but every active runner (${names(runners)}) takes only labeled jobs`,
			remedy: `Start one without --label: ${goOn}`,
		};
	}
	const wanted = job.labels.join(", ");
	return {
		reason: "labels_unserved",
		clause: `is ready, but no active runner has ${job.labels.length === 1 ? "the label" : "all of the labels"} ${wanted}`,
		remedy: `${withLabels(goOn, job)}, or take the labels away: torc jobs update ${job.id} --clear-labels`,
	};
}

interface Shortage {
	readonly need: string;
	readonly have: string;
}

/** What the runner has too little of; empty when the job fits it. */
function missing(needs: Needs, runner: RunnerFacts): Shortage[] {
	const compare = (need: number, have: number, show: (value: number) => string): Shortage[] =>
		need <= have ? [] : [{ need: show(need), have: show(have) }];
	return [
		...compare(needs.numCpus, runner.numCpus, (n) => `${n} CPU${n === 1 ? "" : "s"}`),
		...compare(needs.memoryBytes, runner.memoryBytes, formatMemorySize),
		...compare(needs.numGpus, runner.numGpus, (n) => `${n} GPU${n === 1 ? "" : "s"}`),
		...compare(needs.numNodes, runner.numNodes, (n) => `${n} node${n === 1 ? "" : "s"}`),
	];
}

/** Told of the runner that lacks least. */
function tooLarge(job: JobFacts, runners: readonly RunnerFacts[], workflow: WorkflowFacts, goOn: string): Predicate {
	const [nearest] = [...runners].sort((a, b) => missing(job.needs, a).length - missing(job.needs, b).length);
	const short = missing(job.needs, nearest as RunnerFacts);
	const needs = short.map((one) => one.need).join(" and ");
	const has = short.map((one) => one.have).join(" and ");
	const others = runners.length === 1 ? "" : `, the others fit no better`;
	return {
		reason: "too_large",
		clause: `is ready, but needs ${needs}, and the runner on ${nearest?.hostname} has ${has}${others}`,
		remedy: `Start a larger runner (${goOn}), or change what it needs: torc resource-requirements list ${workflow.id}`,
	};
}

const fitsTime = (needs: Needs, { secondsLeft }: RunnerFacts): boolean =>
	secondsLeft === null || needs.runtimeSeconds <= secondsLeft + GRACE_SECONDS;

function tooLong(job: JobFacts, runners: readonly RunnerFacts[], goOn: string): Predicate {
	const longest = Math.max(0, ...runners.map((runner) => runner.secondsLeft ?? 0));
	return {
		reason: "too_long",
		clause: `is ready, but its runtime of ${spanText(job.needs.runtimeSeconds)} does not fit into the ${spanText(longest)} that are left to the runners (${names(runners)})`,
		remedy: `It starts in the next allocation: ${goOn}; a shorter runtime or a checkpoint lets it start now.`,
	};
}

function waitsForRoom(job: JobFacts, runners: readonly RunnerFacts[]): Predicate {
	const own = runners.filter(
		({ schedulerConfigId }) => job.schedulerId === null || schedulerConfigId === job.schedulerId,
	);
	if (own.length === 0) {
		return {
			reason: "other_scheduler",
			clause: `is ready, but is meant for scheduler ${job.schedulerId}, of which no runner is active; the others (${names(runners)}) take it when they have nothing else`,
			remedy: "It starts when one of them runs dry, or when an allocation of its scheduler starts.",
		};
	}
	const busy = own.filter((runner) => runner.busyWith > 0);
	if (busy.length < own.length) {
		return {
			reason: "about_to_start",
			clause: `is ready and fits ${names(own)}, which will take it next`,
			remedy: null,
		};
	}
	const jobs = own.reduce((sum, runner) => sum + runner.busyWith, 0);
	return {
		reason: "waits_for_room",
		clause: `is ready and waits for room on ${names(own)}, busy with ${jobs} job(s)`,
		remedy: `It starts when they end; a higher priority puts it first: torc jobs update ${job.id} --priority 10`,
	};
}

function names(runners: readonly RunnerFacts[]): string {
	const hosts = [...new Set(runners.map((runner) => runner.hostname))];
	return hosts.length <= 3 ? hosts.join(", ") : `${hosts.slice(0, 3).join(", ")} and ${hosts.length - 3} more`;
}
