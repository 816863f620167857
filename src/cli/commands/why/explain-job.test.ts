// The sentence for every way in which a job can fail to run.
import { expect, test } from "bun:test";
import { explainJob } from "./explain-job.ts";
import type { JobFacts, Link, RunnerFacts, WorkflowFacts } from "./facts.ts";

const JOB: JobFacts = {
	id: 7,
	name: "train",
	status: "ready",
	labels: [],
	schedulerId: null,
	hasCheckpoint: false,
	needs: { numCpus: 8, memoryBytes: 16 * 2 ** 30, numGpus: 0, numNodes: 1, runtimeSeconds: 7200 },
	returnCode: null,
	endReason: null,
	runningSeconds: null,
	runner: null,
};
const RUNNER: RunnerFacts = {
	id: 3,
	hostname: "n1",
	labels: [],
	numCpus: 64,
	memoryBytes: 256 * 2 ** 30,
	numGpus: 0,
	numNodes: 1,
	secondsLeft: null,
	schedulerConfigId: null,
	busyWith: 0,
};
const WORKFLOW: WorkflowFacts = {
	id: 12,
	isCanceled: false,
	isArchived: false,
	runners: [RUNNER],
	queuedAllocations: 0,
	usesSlurm: false,
};

interface Situation {
	readonly job?: Partial<JobFacts>;
	readonly workflow?: Partial<WorkflowFacts>;
	/** Of the only runner. */
	readonly runner?: Partial<RunnerFacts>;
	readonly chain?: readonly Link[];
	readonly open?: number;
	readonly root?: Partial<JobFacts>;
}

function explain({ job, workflow, runner, chain = [], open = chain.length ? 1 : 0, root }: Situation) {
	const runners = runner ? { runners: [{ ...RUNNER, ...runner }] } : {};
	return explainJob({
		job: { ...JOB, ...job },
		workflow: { ...WORKFLOW, ...runners, ...workflow },
		chain,
		openBlockers: open,
		root: root ? { ...JOB, ...root } : null,
	});
}

const link = (id: number, name: string, status: Link["status"]): Link => ({ id, name, status });
const NOBODY = { runners: [] };

const CASES: readonly (readonly [title: string, Situation, reason: string, sentence: string, remedy: string | null])[] =
	[
		["nobody runs", { workflow: NOBODY }, "no_runner", "Job 'train' is ready, but no runner is active.", "torc run 12"],
		[
			"nobody runs, on Slurm",
			{ workflow: { ...NOBODY, usesSlurm: true } },
			"no_runner",
			"Job 'train' is ready, but no runner is active.",
			"torc submit 12",
		],
		[
			"nobody runs, with labels",
			{ workflow: NOBODY, job: { labels: ["gpu", "fast"] } },
			"no_runner",
			"Job 'train' is ready, but no runner is active.",
			"torc run 12 --label gpu,fast",
		],
		[
			"in Slurm's queue",
			{ workflow: { ...NOBODY, usesSlurm: true, queuedAllocations: 2 } },
			"allocation_queued",
			"Job 'train' is ready, but no runner is active yet: 2 allocation(s) wait in Slurm's queue.",
			"It starts when Slurm does; 'squeue --me --start' shows when that may be.",
		],
		[
			"a label without a runner",
			{ job: { labels: ["gpu"] } },
			"labels_unserved",
			"Job 'train' is ready, but no active runner has the label gpu.",
			"torc run 12 --label gpu, or take the labels away: torc jobs update 7 --clear-labels",
		],
		[
			"one of two labels",
			{ job: { labels: ["gpu", "fast"] }, runner: { labels: ["gpu"] } },
			"labels_unserved",
			"Job 'train' is ready, but no active runner has all of the labels gpu, fast.",
			"torc run 12 --label gpu,fast, or take the labels away: torc jobs update 7 --clear-labels",
		],
		[
			"no labels, labeled runners only",
			{ runner: { labels: ["gpu"] } },
			"only_labeled_runners",
			"Job 'train' is ready and has no labels, but every active runner (n1) takes only labeled jobs.",
			"Start one without --label: torc run 12",
		],
		[
			"too large",
			{ runner: { numCpus: 4, memoryBytes: 8 * 2 ** 30 } },
			"too_large",
			"Job 'train' is ready, but needs 8 CPUs and 16 GiB, and the runner on n1 has 4 CPUs and 8 GiB.",
			"Start a larger runner (torc run 12), or change what it needs: torc resource-requirements list 12",
		],
		[
			"too large for each in its way",
			{
				workflow: {
					runners: [
						{ ...RUNNER, numCpus: 1, memoryBytes: 1 },
						{ ...RUNNER, hostname: "n2", numCpus: 4 },
					],
				},
			},
			"too_large",
			"Job 'train' is ready, but needs 8 CPUs, and the runner on n2 has 4 CPUs, the others fit no better.",
			"Start a larger runner (torc run 12), or change what it needs: torc resource-requirements list 12",
		],
		[
			"too long for the time left",
			{ runner: { secondsLeft: 3600 } },
			"too_long",
			"Job 'train' is ready, but its runtime of 2h 00m 00s does not fit into the 1h 00m 00s that are left to the runners (n1).",
			"It starts in the next allocation: torc run 12; a shorter runtime or a checkpoint lets it start now.",
		],
		[
			"just within the grace",
			{ runner: { secondsLeft: 7100 } },
			"about_to_start",
			"Job 'train' is ready and fits n1, which will take it next.",
			null,
		],
		[
			"too long, but runs in pieces",
			{ runner: { secondsLeft: 3600 }, job: { hasCheckpoint: true } },
			"about_to_start",
			"Job 'train' is ready and fits n1, which will take it next.",
			null,
		],
		[
			"waits for its turn",
			{ runner: { busyWith: 9 } },
			"waits_for_room",
			"Job 'train' is ready and waits for room on n1, busy with 9 job(s).",
			"It starts when they end; a higher priority puts it first: torc jobs update 7 --priority 10",
		],
		[
			"meant for another scheduler",
			{ job: { schedulerId: 5 }, runner: { schedulerConfigId: 4 } },
			"other_scheduler",
			"Job 'train' is ready, but is meant for scheduler 5, of which no runner is active; the others (n1) take it when they have nothing else.",
			"It starts when one of them runs dry, or when an allocation of its scheduler starts.",
		],
		[
			"stopped in time",
			{ job: { status: "terminated" } },
			"terminated",
			"Job 'train' was stopped before the end of its time and is unfinished.",
			"torc workflows reinit 12, then torc run 12",
		],
		[
			"not initialized",
			{ job: { status: "uninitialized" } },
			"uninitialized",
			"Job 'train' has not been initialized.",
			"torc run 12",
		],
		[
			"failed before its workflow was canceled",
			{ job: { status: "failed" }, workflow: { isCanceled: true } },
			"failed",
			"Job 'train' failed.",
			"See 'torc logs show 7'; after a repair: torc jobs reset-status 7 --reinit, then torc run 12",
		],
		[
			"canceled workflow",
			{ workflow: { isCanceled: true } },
			"workflow_canceled",
			"Job 'train' is ready, and its workflow was canceled.",
			"torc workflows reinit 12, then torc run 12",
		],
		[
			"archived workflow",
			{ workflow: { isArchived: true } },
			"workflow_archived",
			"Job 'train' is ready, and its workflow is archived.",
			"torc workflows archive false 12",
		],
		[
			"failed",
			{ job: { status: "failed", returnCode: 3 } },
			"failed",
			"Job 'train' failed with return code 3.",
			"See 'torc logs show 7'; after a repair: torc jobs reset-status 7 --reinit, then torc run 12",
		],
		[
			"stopped, with what was recorded",
			{ job: { status: "terminated", endReason: "not continued: 3 restarts in a row brought no newer checkpoint" } },
			"terminated",
			"Job 'train' was stopped before the end of its time and is unfinished (not continued: 3 restarts in a row brought no newer checkpoint).",
			"torc workflows reinit 12, then torc run 12",
		],
		[
			"killed for its memory",
			{ job: { status: "failed", returnCode: 137, endReason: "used more memory than it asked for" } },
			"failed",
			"Job 'train' failed with return code 137 (used more memory than it asked for).",
			"See 'torc logs show 7'; after a repair: torc jobs reset-status 7 --reinit, then torc run 12",
		],
		[
			"its runner died",
			{ job: { status: "running", runner: { hostname: "n9", isActive: false } } },
			"runner_gone",
			"Job 'train' is marked as running on n9, whose runner has gone.",
			"torc run 12",
		],
		[
			"it runs",
			{ job: { status: "running", runner: { hostname: "n9", isActive: true }, runningSeconds: 61 } },
			"running",
			"Job 'train' is running on n9 since 1m 01s.",
			null,
		],
		[
			"blocked by one",
			{
				job: { status: "blocked" },
				chain: [link(2, "b", "running")],
				root: { status: "running", runner: { hostname: "n9", isActive: true }, runningSeconds: 61 },
			},
			"blocked",
			"Job 'train' is blocked: it waits for 'b', which is running on n9 since 1m 01s.",
			null,
		],
		[
			"blocked by a chain",
			{
				job: { status: "blocked" },
				workflow: NOBODY,
				chain: [link(4, "d", "blocked"), link(3, "c", "blocked"), link(2, "b", "blocked"), link(1, "a", "ready")],
				open: 3,
				root: { name: "a" },
			},
			"blocked",
			"Job 'train' is blocked: it waits for 'd' (and 2 others), which waits, through 2 more, for 'a', which is ready, but no runner is active.",
			"torc run 12",
		],
		[
			"blocked by a job that was stopped",
			{
				job: { status: "blocked" },
				chain: [link(1, "a", "terminated")],
				open: 2,
				root: { name: "a", status: "terminated" },
			},
			"blocked",
			"Job 'train' is blocked: it waits for 'a' (and 1 other), which was stopped before the end of its time and is unfinished.",
			"torc workflows reinit 12, then torc run 12",
		],
		[
			"canceled by a failure further up",
			{
				job: { status: "canceled" },
				chain: [link(2, "b", "canceled"), link(1, "a", "failed")],
				root: { id: 1, name: "a", status: "failed", returnCode: 1 },
			},
			"upstream_failed",
			"Job 'train' was canceled because 'a' failed with return code 1; it depends on it through 'b'.",
			"See 'torc logs show 1'; after a repair: torc jobs reset-status 1 --reinit, then torc run 12",
		],
		[
			"marked as blocked by nothing",
			{ job: { status: "blocked" } },
			"stale",
			"Job 'train' is marked as blocked, but nothing it waits for is unfinished.",
			"torc workflows reinit 12",
		],
	];

test.each(CASES)("%s", (_title, situation, reason, sentence, remedy) => {
	const explained = explain(situation);
	expect([explained.reason, explained.explanation, explained.remedy]).toEqual([reason, sentence, remedy]);
});
