// A workflow's graph and its actions, from a specification or from the server.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import type { DraftJob, WorkflowDraft } from "../../../core/draft.ts";
import type { SetGraph } from "../../../graph/set-graph.ts";
import { buildSetGraph } from "../../../spec/expand/check-graph.ts";
import { readSpecText } from "../../../spec/read-spec-text.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";
import { loadDraft } from "../lifecycle/load-draft.ts";
import { looksLikeSpec } from "../lifecycle/run.ts";

export interface PlannedAction {
	readonly trigger: string;
	/** Places of the jobs it watches. */
	readonly jobs: readonly number[];
	readonly scheduler: string;
	readonly schedulerType: string;
	readonly allocations: number;
}

export interface GraphSource {
	readonly source: "spec_file" | "database";
	/** Null for a specification. */
	readonly workflowId: number | null;
	readonly name: string;
	readonly graph: SetGraph;
	readonly jobs: readonly {
		readonly name: string;
		readonly status: string | null;
		readonly scheduler: string | null;
	}[];
	/** Those that ask for allocations. */
	readonly actions: readonly PlannedAction[];
}

/** A specification's file, or an id or a name of a workflow. */
export async function readGraph(context: Context, specOrId: string): Promise<GraphSource> {
	if (looksLikeSpec(specOrId)) {
		const { draft } = await loadDraft(context, readSpecText(specOrId), { skipChecks: true });
		return fromDraft(draft);
	}
	return fromServer(await context.client(), await chooseWorkflow(context, specOrId));
}

function fromDraft(draft: WorkflowDraft): GraphSource {
	const schedulers = draft.slurmSchedulers.map(({ name }, place) => name ?? `scheduler_${place + 1}`);
	return {
		source: "spec_file",
		workflowId: null,
		name: draft.workflow.name,
		graph: buildSetGraph(draft),
		jobs: draft.jobs.map(({ name, scheduler }) => ({
			name,
			status: null,
			scheduler: scheduler === undefined ? null : (schedulers[scheduler] ?? null),
		})),
		actions: draft.actions
			.filter(({ action_type }) => action_type === "schedule_nodes")
			.map(({ trigger_type, jobs, scheduler, action_config }) => ({
				trigger: trigger_type,
				jobs: jobs ?? [],
				scheduler: schedulers[scheduler ?? -1] ?? "default",
				schedulerType: String(action_config.scheduler_type ?? "slurm"),
				allocations: Number(action_config.num_allocations ?? 1),
			})),
	};
}

async function fromServer(client: Client, id: number): Promise<GraphSource> {
	const query = { workflow_id: id };
	const [workflow, jobs, actions, schedulers] = await Promise.all([
		client.getWorkflow({ params: { id } }),
		collect(client.listJobs, { query: { ...query, include_relationships: true } }),
		client.getWorkflowActions({ params: { id } }),
		collect(client.listSlurmSchedulers, { query }),
	]);
	const names = new Map(schedulers.map((one) => [one.id as number, one.name ?? `scheduler_${one.id}`]));
	const places = new Map(jobs.map((job, place) => [job.id as number, place]));
	return {
		source: "database",
		workflowId: id,
		name: workflow.name,
		graph: graphOf(jobs, places),
		jobs: jobs.map(({ name, status, scheduler_id }) => ({
			name,
			status: status ?? null,
			scheduler: names.get(scheduler_id ?? 0) ?? null,
		})),
		actions: actions
			.filter(({ action_type, is_recovery }) => action_type === "schedule_nodes" && !is_recovery)
			.map(({ trigger_type, job_ids, action_config }) => {
				const config = (action_config ?? {}) as Readonly<Record<string, unknown>>;
				return {
					trigger: trigger_type,
					jobs: (job_ids ?? []).flatMap((job) => places.get(job) ?? []),
					scheduler: names.get(Number(config.scheduler_id)) ?? "default",
					schedulerType: String(config.scheduler_type ?? "slurm"),
					allocations: Number(config.num_allocations ?? 1),
				};
			}),
	};
}

/** Explicit dependencies, and those through files and user data, which the server adds only at initialize. */
function graphOf(jobs: readonly JobModel[], places: ReadonlyMap<number, number>): SetGraph {
	const dependencies = new Lists();
	const files = new Lists();
	const data = new Lists();
	const drafts = jobs.map((job): DraftJob => {
		const blockers = (job.depends_on_job_ids ?? []).flatMap((id) => places.get(id) ?? []);
		return {
			name: job.name,
			command: "",
			...(blockers.length > 0 && { depends_on_sets: [dependencies.place(blockers)] }),
			...(job.input_file_ids?.length && { input_files: files.place(job.input_file_ids) }),
			...(job.input_user_data_ids?.length && { input_user_data: data.place(job.input_user_data_ids) }),
			output_files: job.output_file_ids ?? [],
			output_user_data: job.output_user_data_ids ?? [],
		};
	});
	const whole = buildSetGraph({
		jobs: drafts,
		dependencySets: dependencies.lists,
		inputFileLists: files.lists,
		inputUserDataLists: data.lists,
	});
	return withoutRepeats(whole);
}

/** Equal lists are kept once. */
class Lists {
	readonly lists: (readonly number[])[] = [];
	private readonly places = new Map<string, number>();

	place(list: readonly number[]): number {
		const key = list.join(",");
		const known = this.places.get(key);
		if (known !== undefined) return known;
		const place = this.lists.push(list) - 1;
		this.places.set(key, place);
		return place;
	}
}

/** After initialize a job's list already holds the writers of its inputs: sets within another one say nothing new. */
function withoutRepeats(graph: SetGraph): SetGraph {
	// Many jobs wait for the same sets: each combination is looked at once.
	const known = new Map<string, readonly number[]>();
	const waits = graph.waits.map((sets) => {
		if (sets.length < 2) return sets;
		const key = sets.join(",");
		const kept = known.get(key) ?? largestOnly(graph, sets);
		known.set(key, kept);
		return kept;
	});
	return { ...graph, waits };
}

function largestOnly(graph: SetGraph, sets: readonly number[]): number[] {
	const members = sets.map((set) => new Set(graph.sets[set]));
	return sets.filter((_, index) => {
		const own = members[index] as Set<number>;
		return !members.some(
			(other, place) => place !== index && own.isSubsetOf(other) && (own.size < other.size || place < index),
		);
	});
}
