// From the records of a specification to a workflow that can be created: every instance, every reference, every check.
import type { DraftFailureHandler, DraftJob, DraftSlurmScheduler, WorkflowDraft } from "../../core/draft.ts";
import type { SpecDocument } from "../document.ts";
import type { FieldPath } from "../located.ts";
import { buildSetGraph, reportCycle, warnOfSharedOutputs } from "./check-graph.ts";
import { checkIdentifiers } from "./check-identifiers.ts";
import { checkNodeCounts, resourceMismatches, type SchedulerCheckInput } from "./check-schedulers.ts";
import { type ExpansionContext, NameIndex } from "./context.ts";
import { expandActions } from "./expand-actions.ts";
import { expandFiles, expandUserData, takeModificationTimes } from "./expand-files.ts";
import { expandJobs, planJobs } from "./expand-jobs.ts";
import { JobReferences } from "./job-references.ts";
import { ParameterSources } from "./parameter-rows.ts";
import { RequirementsRecords } from "./requirements.ts";
import { collectStdio, workflowFields } from "./workflow-fields.ts";

export interface ExpandedSpec {
	readonly draft: WorkflowDraft;
	/** Jobs that do not fit the schedulers: warnings that creation asks about (1-spec §1). */
	readonly schedulerWarnings: readonly string[];
}

/** Problems go to the context's report; the draft is only good when it has no errors. */
export function expandSpec(document: SpecDocument, context: ExpansionContext): ExpandedSpec {
	const sources = new ParameterSources(document, context);
	const files = expandFiles(document, context, sources);
	const userData = expandUserData(document, context, sources);
	const requirements = new RequirementsRecords(document, context);
	const failureHandlers = namedHandlers(document, context);
	const schedulers = namedSchedulers(document, context);
	const planned = planJobs(document, context, sources);
	const references = new JobReferences(context, {
		jobs: planned.index,
		files,
		userData,
		requirements,
		failureHandlers: failureHandlers.index,
		schedulers: schedulers.index,
		jobsArePartial: planned.isPartial,
	});
	const { jobs, origins } = expandJobs(planned, references, context);
	const pathOf = (job: number): FieldPath => planned.plans[origins[job] as number]?.path ?? ["jobs"];
	const lists = {
		inputFileLists: references.inputFileLists.lists,
		inputUserDataLists: references.inputUserDataLists.lists,
		dependencySets: references.dependencySets.lists,
	};
	refuseLabelsWithScheduler(context, jobs, pathOf);
	const hasEdges = Object.values(lists).some((list) => list.length > 0);
	if (hasEdges && !context.report.hasErrors) reportCycle(context, buildSetGraph({ jobs, ...lists }), jobs, pathOf);
	warnOfSharedOutputs(context, jobs, files.index.names, pathOf);
	const read = new Set(lists.inputFileLists.flat());
	takeModificationTimes(files.files, read, context.submissionDirectory ?? ".");
	checkIdentifiers(document, context, { files: files.files, origins: files.origins, jobs, read });
	const targets = { jobs: planned.index, schedulers: schedulers.index, jobsArePartial: planned.isPartial };
	const actions = expandActions(document, context, targets);
	const check: SchedulerCheckInput = {
		document,
		context,
		jobs,
		requirements: requirements.records,
		schedulers: schedulers.records,
		schedulerIndex: schedulers.index,
		pathOf,
	};
	checkNodeCounts(check);
	const draft: WorkflowDraft = {
		workflow: workflowFields(document, context, collectStdio(planned.plans, jobs, origins)),
		resourceRequirements: requirements.records,
		slurmSchedulers: schedulers.records,
		failureHandlers: failureHandlers.records,
		files: files.files,
		userData: userData.records,
		...lists,
		jobs,
		actions,
	};
	return { draft, schedulerWarnings: context.report.hasErrors ? [] : resourceMismatches(check) };
}

function namedHandlers(
	document: SpecDocument,
	context: ExpansionContext,
): { records: DraftFailureHandler[]; index: NameIndex } {
	const records: DraftFailureHandler[] = [];
	const index = new NameIndex();
	for (const [place, { name, rules }] of (document.failure_handlers ?? []).entries()) {
		const full = rules.map((rule) => ({
			...rule,
			exit_codes: rule.exit_codes ?? [],
			match_all_exit_codes: rule.match_all_exit_codes ?? false,
			max_retries: rule.max_retries ?? 3,
		}));
		if (index.add(name)) records.push({ name, rules: full });
		else context.report.error(["failure_handlers", place, "name"], `Duplicate failure_handler name: '${name}'`);
	}
	return { records, index };
}

/** An entry without a name is not created (1-spec, SlurmSchedulerSpec). */
function namedSchedulers(
	document: SpecDocument,
	context: ExpansionContext,
): { records: DraftSlurmScheduler[]; index: NameIndex } {
	const records: DraftSlurmScheduler[] = [];
	const index = new NameIndex();
	for (const [place, spec] of (document.slurm_schedulers ?? []).entries()) {
		if (spec.name === undefined) continue;
		if (index.add(spec.name)) records.push({ ...spec, nodes: spec.nodes ?? 1, walltime: spec.walltime ?? "01:00:00" });
		else context.report.error(["slurm_schedulers", place, "name"], `Duplicate slurm_scheduler name: '${spec.name}'`);
	}
	return { records, index };
}

/** A scheduler's runners carry no labels (1-spec, JobSpec). */
function refuseLabelsWithScheduler(
	context: ExpansionContext,
	jobs: readonly DraftJob[],
	pathOf: (job: number) => FieldPath,
): void {
	const both = jobs.findIndex((job) => job.labels?.length && job.scheduler !== undefined);
	if (both < 0) return;
	const message = `Job '${jobs[both]?.name}' has both labels and scheduler: a scheduler's runners carry no labels`;
	context.report.error([...pathOf(both), "labels"], message);
}
