// Jobs of a specification: first all names, then every job with its references resolved.
import type { DraftJob } from "../../core/draft.ts";
import { labelProblem, normalizeLabels } from "../../core/labels.ts";
import type { CheckpointSpec, SpecDocument } from "../document.ts";
import type { Value } from "../parameters/parse-values.ts";
import { type ExpansionContext, NameIndex, OncePerPath } from "./context.ts";
import { refuseEmpty, reportDuplicate } from "./expand-files.ts";
import { type JobPlan, planJob } from "./job-plan.ts";
import type { JobReferences } from "./job-references.ts";
import type { ParameterSources } from "./parameter-rows.ts";

export interface PlannedJobs {
	readonly plans: readonly JobPlan[];
	readonly index: NameIndex;
	/** Some job could not be planned: names may be missing, so references to unknown jobs are not to be trusted. */
	readonly isPartial: boolean;
}

export function planJobs(document: SpecDocument, context: ExpansionContext, sources: ParameterSources): PlannedJobs {
	const index = new NameIndex();
	const plans: JobPlan[] = [];
	for (const [place, spec] of document.jobs.entries()) {
		const plan = planJob(spec, ["jobs", place], context, sources);
		if (plan === null) continue;
		plans.push(plan);
		addNames(plan, index, context);
	}
	return { plans, index, isPartial: plans.length < document.jobs.length };
}

function addNames(plan: JobPlan, index: NameIndex, context: ExpansionContext): void {
	let reported = false;
	for (const row of plan.rows.rows) {
		const name = plan.name.render(row);
		if (!index.add(name) && !reported) {
			reportDuplicate(context, [...plan.path, "name"], { noun: "job", name, rows: plan.rows.count });
			reported = true;
		}
		reported ||= refuseEmpty(context, [...plan.path, "name"], name);
		if (plan.isAggregate) break;
	}
}

export interface ExpandedJobs {
	readonly jobs: DraftJob[];
	/** Per job: place of its plan, for messages. */
	readonly origins: number[];
}

export function expandJobs(planned: PlannedJobs, references: JobReferences, context: ExpansionContext): ExpandedJobs {
	const result: ExpandedJobs = { jobs: [], origins: [] };
	const once = new OncePerPath();
	for (const [place, plan] of planned.plans.entries()) {
		const rows = plan.isAggregate ? [allRows(plan)] : singleRows(plan);
		for (const group of rows) {
			const job = expandJob(plan, group[0] as readonly Value[]);
			refuseValues(context, plan, job, once);
			references.resolve({ job, place: result.jobs.length, plan, rows: group, once });
			result.jobs.push(job);
			result.origins.push(place);
		}
	}
	return result;
}

const allRows = (plan: JobPlan): readonly (readonly Value[])[] => [...plan.rows.rows];

function* singleRows(plan: JobPlan): Generator<readonly (readonly Value[])[]> {
	for (const row of plan.rows.rows) yield [row];
}

/** What only the values of parameters make wrong. */
function refuseValues(context: ExpansionContext, plan: JobPlan, job: DraftJob, once: OncePerPath): void {
	if (job.command.trim() === "") {
		const path = [...plan.path, "command"];
		if (once.isNew(path)) refuseEmpty(context, path, job.command);
	}
	for (const [index, label] of plan.labels.length > 0 ? (job.labels ?? []).entries() : []) {
		const problem = labelProblem(label);
		const path = [...plan.path, "labels", index];
		if (problem !== null && once.isNew(path)) context.report.error(path, problem);
	}
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** All of a job but what refers to something else. */
function expandJob(plan: JobPlan, row: readonly Value[]): Mutable<DraftJob> {
	const { spec, scalars } = plan;
	const job: Mutable<DraftJob> = { name: plan.name.render(row), command: scalars.command?.render(row) ?? "" };
	if (scalars.invocation_script) job.invocation_script = scalars.invocation_script.render(row);
	if (plan.env) job.env = Object.fromEntries(plan.env.map(([key, template]) => [key, template.render(row)]));
	if (spec.cancel_on_blocking_job_failure === false) job.cancel_on_blocking_job_failure = false;
	if (spec.supports_termination !== undefined) job.supports_termination = spec.supports_termination;
	if (spec.priority) job.priority = spec.priority;
	if (plan.labels.length > 0) job.labels = normalizeLabels(plan.labels.map((label) => label.render(row)));
	if (spec.checkpoint) job.checkpoint = { ...spec.checkpoint, ...expandCheckpoint(plan, row) };
	return job;
}

function expandCheckpoint(plan: JobPlan, row: readonly Value[]): Pick<CheckpointSpec, "paths" | "validate"> {
	const { paths = [], validate = null } = plan.checkpoint ?? {};
	return {
		...(paths.length > 0 ? { paths: paths.map((path) => path.render(row)) } : {}),
		...(validate ? { validate: validate.render(row) } : {}),
	};
}
