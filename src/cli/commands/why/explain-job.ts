// One sentence why a job is not running, and what would change it. Pure.

import { spanText } from "../../render/time-text.ts";
import { explainReady } from "./explain-ready.ts";
import type { JobFacts, Link, WhyFacts, WorkflowFacts } from "./facts.ts";

/** What is said of a job: `is ready, but no runner is active`. */
export interface Predicate {
	/** A word for programs. */
	readonly reason: string;
	readonly clause: string;
	/** What would change it; null when nothing needs to change. */
	readonly remedy: string | null;
}

export interface Explanation {
	/** Of the job itself: `blocked`, `no_runner`, … */
	readonly reason: string;
	readonly explanation: string;
	readonly remedy: string | null;
	/** Why the job at the end of the chain is not finished. */
	readonly rootReason: string | null;
}

export function explainJob({ job, workflow, chain, openBlockers, root }: WhyFacts): Explanation {
	const end = chain.at(-1);
	if (end === undefined || root === null || workflow.isCanceled) {
		const { reason, clause, remedy } = explainAlone(job, workflow);
		return { reason, explanation: `Job '${job.name}' ${clause}.`, remedy, rootReason: null };
	}
	const cause = explainAlone(root, workflow);
	const { remedy, reason: rootReason } = cause;
	if (job.status === "canceled") {
		const explanation = `Job '${job.name}' was canceled because '${root.name}' ${cause.clause}${through(chain)}.`;
		return { reason: "upstream_failed", explanation, remedy, rootReason };
	}
	const waits = drawChain(chain, openBlockers - 1);
	return {
		reason: "blocked",
		explanation: `Job '${job.name}' is blocked: it waits for ${waits}, which ${cause.clause}.`,
		remedy,
		rootReason,
	};
}

/** `'b' (and 3 others), which waits for 'a'` */
function drawChain(chain: readonly Link[], others: number): string {
	const [first, ...rest] = chain as [Link, ...Link[]];
	const start = `'${first.name}'${others > 0 ? ` (and ${others} ${others === 1 ? "other" : "others"})` : ""}`;
	const last = rest.at(-1);
	if (last === undefined) return start;
	return `${start}, which waits${rest.length === 1 ? "" : `, through ${rest.length - 1} more,`} for '${last.name}'`;
}

function through(chain: readonly Link[]): string {
	const between = chain.slice(0, -1).map(({ name }) => `'${name}'`);
	if (between.length === 0) return "";
	return between.length === 1
		? `; it depends on it through ${between[0]}`
		: `; it depends on it through ${between[0]} and ${between.length - 1} more`;
}

function explainAlone(job: JobFacts, workflow: WorkflowFacts): Predicate {
	const goOn = continueCommand(workflow);
	if (job.status === "running" || job.status === "pending") return explainTaken(job, goOn);
	if (job.status === "completed") {
		return predicate(
			"completed",
			"has completed",
			`It runs again when its inputs change: torc workflows reinit ${workflow.id}`,
		);
	}
	// A job that failed did so by itself; reinitializing alone would not run it again.
	if (workflow.isCanceled && job.status !== "failed") {
		return predicate(
			"workflow_canceled",
			`is ${job.status}, and its workflow was canceled`,
			`torc workflows reinit ${workflow.id}, then ${goOn}`,
		);
	}
	if (workflow.isArchived) {
		return predicate(
			"workflow_archived",
			`is ${job.status}, and its workflow is archived`,
			`torc workflows archive false ${workflow.id}`,
		);
	}
	const reset = `torc jobs reset-status ${job.id} --reinit, then ${goOn}`;
	switch (job.status) {
		case "failed":
			return predicate("failed", `failed${code(job)}`, `See 'torc logs show ${job.id}'; after a repair: ${reset}`);
		case "pending_failed":
			return predicate(
				"pending_failed",
				`failed${code(job)} and waits for a decision whether it is tried again`,
				`torc recover ${workflow.id}, or ${reset}`,
			);
		case "canceled":
			return predicate("canceled", "was canceled", reset);
		case "disabled":
			return predicate("disabled", "is disabled", reset);
		case "terminated":
			return explainTerminated(job, workflow, goOn);
		case "uninitialized":
			return predicate("uninitialized", "has not been initialized", goOn);
		case "blocked":
			return predicate(
				"stale",
				"is marked as blocked, but nothing it waits for is unfinished",
				`torc workflows reinit ${workflow.id}`,
			);
		case "ready":
			return explainReady(job, workflow, goOn);
	}
}

function explainTaken(job: JobFacts, goOn: string): Predicate {
	const { runner } = job;
	const where = runner === null ? "a runner" : runner.hostname;
	if (runner !== null && !runner.isActive) {
		return predicate("runner_gone", `is marked as ${job.status} on ${where}, whose runner has gone`, goOn);
	}
	if (job.status === "pending") return predicate("starting", `is about to be started on ${where}`, null);
	const since = job.runningSeconds === null ? "" : ` since ${spanText(job.runningSeconds)}`;
	return predicate("running", `is running on ${where}${since}`, null);
}

function explainTerminated(job: JobFacts, workflow: WorkflowFacts, goOn: string): Predicate {
	const queued = workflow.queuedAllocations;
	const waits = queued > 0 ? `; ${queued} allocation(s) are queued` : "";
	return predicate(
		"terminated",
		`was stopped before the end of its time and is unfinished${because(job.endReason)}${waits}`,
		`torc workflows reinit ${workflow.id}, then ${goOn}`,
	);
}

const code = ({ returnCode, endReason }: JobFacts): string =>
	(returnCode === null ? "" : ` with return code ${returnCode}`) + because(endReason);

const because = (reason: string | null): string => (reason === null ? "" : ` (${reason})`);

const continueCommand = ({ id, usesSlurm }: WorkflowFacts): string =>
	usesSlurm ? `torc submit ${id}` : `torc run ${id}`;

function predicate(reason: string, clause: string, remedy: string | null): Predicate {
	return { reason, clause, remedy };
}
