// A workflow with nothing but the job under test in it, which any machine may run and whose wall time can be chosen. Pure.
import type { DraftJob, DraftRequirements, WorkflowDraft } from "../../../../core/draft.ts";
import { TorcError } from "../../../../core/errors.ts";
import { nearestName } from "../../../../core/nearest-name.ts";
import { dutyOf } from "../../../../runner/terminate/duty.ts";
import { makePlan } from "../../../../runner/terminate/plan.ts";
import { parseSignal, warningSeconds } from "../../../../slurm/script/warning-signal.ts";

export interface JobUnderTest {
	readonly draft: WorkflowDraft;
	readonly job: DraftJob;
	readonly needs: DraftRequirements | null;
	/** What the job is given from the signal to KILL where it will run. */
	readonly leadSeconds: number;
	/** It gets a signal; else it is only killed. */
	readonly isAsked: boolean;
	/** Paths as the job knows them. */
	readonly inputs: readonly string[];
	readonly outputs: readonly string[];
	readonly checkpointPaths: readonly string[];
}

/** The runner reports between KILL and the end. */
const HEADROOM_SECONDS = 5;

const SHOWN_NAMES = 10;

/** Errors: `invalid` when there is no such job, or it reads user data that no one has yet. */
export function oneJobDraft(draft: WorkflowDraft, jobName: string): JobUnderTest {
	const job = findJob(draft, jobName);
	const leadSeconds = plannedLead(draft, job);
	const needs = job.resource_requirements === undefined ? null : draft.resourceRequirements[job.resource_requirements];
	const inputs = pick(draft.inputFileLists, job.input_files);
	const data = pick(draft.inputUserDataLists, job.input_user_data);
	refuseMissingData(draft, job, data);
	const { resource_requirements, failure_handler, scheduler, depends_on_sets, ...kept } = job;
	const paths = job.checkpoint?.paths;
	const alone: DraftJob = {
		...kept,
		...(needs ? { resource_requirements: 0 } : {}),
		...(inputs.length > 0 ? { input_files: 0 } : {}),
		...(data.length > 0 ? { input_user_data: 0 } : {}),
	};
	return {
		draft: {
			...draft,
			workflow: testWorkflow(draft, leadSeconds),
			// Any time is enough: the test decides when it is over.
			resourceRequirements: needs ? [{ ...needs, num_nodes: 1, runtime: "PT1S" }] : [],
			slurmSchedulers: [],
			failureHandlers: [],
			inputFileLists: inputs.length > 0 ? [inputs] : [],
			inputUserDataLists: data.length > 0 ? [data] : [],
			dependencySets: [],
			jobs: [alone],
			actions: [],
		},
		job,
		needs: needs ?? null,
		leadSeconds,
		isAsked: isAsked(draft, job),
		inputs: inputs.map((index) => draft.files[index]?.path ?? ""),
		outputs: (job.output_files ?? []).map((index) => draft.files[index]?.path ?? ""),
		checkpointPaths: Array.isArray(paths) ? paths.map(String) : [],
	};
}

/** The same job with another lead. */
export function withLead(under: JobUnderTest, leadSeconds: number): JobUnderTest {
	const buffer = Math.ceil(leadSeconds) + HEADROOM_SECONDS;
	const workflow = { ...under.draft.workflow, compute_node_expiration_buffer_seconds: buffer };
	return { ...under, leadSeconds, draft: { ...under.draft, workflow } };
}

function findJob({ jobs }: WorkflowDraft, name: string): DraftJob {
	const job = jobs.find((candidate) => candidate.name === name);
	if (job !== undefined) return job;
	const names = jobs.map((candidate) => candidate.name);
	const near = nearestName(name, names);
	const shown = names.slice(0, SHOWN_NAMES).join(", ") + (names.length > SHOWN_NAMES ? ", …" : "");
	throw new TorcError("invalid", `The specification has no job '${name}'`, {
		hint: near === null ? `Its jobs: ${shown}` : `Did you mean '${near}'? Its jobs: ${shown}`,
	});
}

function isAsked({ workflow }: WorkflowDraft, job: DraftJob): boolean {
	const { termination_signal, sigterm_lead_seconds, srun_termination_signal } = workflow.execution_config ?? {};
	const signalsAll = [termination_signal, sigterm_lead_seconds, srun_termination_signal].some((value) => value != null);
	return dutyOf("deadline", job.supports_termination ?? false, { signalsAll }) === "signal";
}

const pick = (lists: readonly (readonly number[])[], index: number | undefined): readonly number[] =>
	index === undefined ? [] : (lists[index] ?? []);

function refuseMissingData(draft: WorkflowDraft, job: DraftJob, indexes: readonly number[]): void {
	const missing = indexes.flatMap((index) => {
		const record = draft.userData[index];
		return record === undefined || record.data == null ? [record?.name ?? ""] : [];
	});
	if (missing.length === 0) return;
	throw new TorcError("invalid", `${job.name} reads user data that other jobs write: ${missing.join(", ")}`, {
		hint: "Write sample data into a copy of the specification (user_data: data:) and test that.",
	});
}

/** Who gets a signal and which one stays as it is; when it comes is fixed by the buffer, which changes nothing else. */
function testWorkflow({ workflow }: WorkflowDraft, leadSeconds: number): WorkflowDraft["workflow"] {
	const { mode, srun_termination_signal, srun_mpi, enable_cpu_bind, stdio, job_stdio_overrides, ...execution } =
		workflow.execution_config ?? {};
	const step = typeof srun_termination_signal === "string" ? srun_termination_signal : null;
	return {
		...workflow,
		use_pending_failed: false,
		// A job that leaves early by itself is not waited for: the next attempt is another runner's.
		compute_node_wait_for_new_jobs_seconds: 1,
		compute_node_expiration_buffer_seconds: Math.ceil(leadSeconds) + HEADROOM_SECONDS,
		execution_config: {
			...execution,
			...(step === null ? {} : { termination_signal: step.replace(/^B:/, "").replace(/@.*$/, "") }),
			sigkill_headroom_seconds: HEADROOM_SECONDS,
		},
	};
}

const FAR_END_MS = 1_000 * 3_600_000;

/** By the runner's own plan for a wall time that is far away. Several schedulers: the shortest warning counts. */
function plannedLead({ workflow, slurmSchedulers }: WorkflowDraft, job: DraftJob): number {
	const given = workflow.execution_config ?? {};
	const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
	const step = typeof given.srun_termination_signal === "string" ? parseSignal(given.srun_termination_signal) : null;
	const own = job.scheduler === undefined ? slurmSchedulers : slurmSchedulers.slice(job.scheduler, job.scheduler + 1);
	const warnings = own.map(({ extra }) => warningSeconds(extra, workflow.slurm_defaults) ?? 0);
	const plan = makePlan(0, FAR_END_MS, {
		headroomSeconds: number(given.sigkill_headroom_seconds),
		leadSeconds: step ?? number(given.sigterm_lead_seconds),
		learnedLeadSeconds: null,
		warningSeconds: Math.min(...(warnings.length > 0 ? warnings : [0])) || null,
		bufferSeconds: workflow.compute_node_expiration_buffer_seconds ?? null,
		hasExecutionConfig: workflow.execution_config !== undefined,
		pollIntervalSeconds: 5,
	});
	return (plan.killAt - plan.signalAt) / 1000;
}
