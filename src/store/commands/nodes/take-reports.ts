// A runner's reports of what started and what ended, each judged by itself: one that no longer counts is refused with
// the reason and harms no other.
import { invalid, TorcError } from "../../../core/errors.ts";
import { type EndStatus, isComplete, isEndReport } from "../../../core/job-status.ts";
import { LOST_CODE } from "../../../core/lost-code.ts";
import { countMove, type DependencyChange, findJobState, type JobState } from "../../dependencies/job-state.ts";
import { describeCompletion } from "../../provenance/run-entities.ts";
import type { WorkflowState } from "../../reads/workflows/workflow-state.ts";
import type { Transaction } from "../../transaction.ts";
import { applyEnd } from "../attempts/complete-job.ts";
import { finishRound } from "../attempts/finish-round.ts";
import { applyRetry, mayRetry } from "../attempts/retry-job.ts";
import { runMismatch } from "../attempts/run-mismatch.ts";
import { markStarted } from "../attempts/start-job.ts";
import { type ResultInput, storeCurrentResult, storeResult } from "../attempts/store-result.ts";
import { createEvent } from "../store-event.ts";
import { takeBackAssumedEnd } from "./assumed-end.ts";
import type { FinishedReport, StartedReport, SyncInput, SyncOrder, SyncOutcome } from "./sync-compute-node.ts";

export function takeReports(
	tx: Transaction,
	workflow: WorkflowState,
	input: SyncInput,
): { rejected: SyncOutcome["rejected"]; orders: SyncOrder[] } {
	const rejected: SyncOutcome["rejected"] = [];
	const orders: SyncOrder[] = [];
	const refuse = (report: { job_id: number; attempt_id: number }, error: unknown): void => {
		if (!(error instanceof TorcError)) throw error;
		rejected.push({ job_id: report.job_id, attempt_id: report.attempt_id, message: error.message });
	};
	for (const report of input.started) {
		try {
			takeStarted(tx, workflow, input, report);
		} catch (error) {
			refuse(report, error);
			orders.push({ order: "drop_job", job_id: report.job_id, attempt_id: report.attempt_id });
		}
	}
	const ended: number[] = [];
	const changes: DependencyChange[] = [];
	for (const report of input.finished) {
		try {
			const change = takeFinished(tx, workflow, input, report);
			if (change === null) continue;
			ended.push(change.jobId);
			changes.push(change);
		} catch (error) {
			refuse(report, error);
		}
	}
	if (ended.length > 0) finishRound(tx, workflow.id, ended, changes);
	return { rejected, orders };
}

function takeStarted(tx: Transaction, workflow: WorkflowState, input: SyncInput, report: StartedReport): void {
	const job = ownJob(tx, workflow, report.job_id);
	checkRun(workflow, input.run_id);
	const mine = job.compute_node_id === input.computeNodeId && job.attempt_id === report.attempt_id;
	if (mine && job.status === "running") return;
	if (!mine || job.status !== "pending") throw invalid(`job_id=${job.id} is not this node's any more (${job.status})`);
	const startTime = report.start_time ?? tx.timestamp;
	markStarted(tx, job, { runId: workflow.run_id, nodeId: input.computeNodeId, startTime });
}

/** Answers what the end means to dependents; null when there is nothing to tell them. */
function takeFinished(
	tx: Transaction,
	workflow: WorkflowState,
	input: SyncInput,
	report: FinishedReport,
): DependencyChange | null {
	const stored = ownJob(tx, workflow, report.job_id);
	if (isRepeat(tx, report)) return null;
	checkRun(workflow, report.run_id);
	const job = takeBackAssumedEnd(tx, stored, {
		nodeId: input.computeNodeId,
		runId: report.run_id,
		attemptId: report.attempt_id,
	});
	const given = job.attempt_id === report.attempt_id && job.compute_node_id === input.computeNodeId;
	if (job.status === "pending" || job.status === "running") {
		if (!given) return refuseLate(tx, job, input, report);
	} else if (job.attempt_id !== report.attempt_id) return refuseLate(tx, job, input, report);
	if (report.give_back) return giveBack(tx, job, given);
	return endByReport(tx, workflow, job, { input, report });
}

function endByReport(
	tx: Transaction,
	workflow: WorkflowState,
	job: JobState,
	{ input, report }: { readonly input: SyncInput; readonly report: FinishedReport },
): DependencyChange | null {
	if (!isEndReport(report.status)) throw invalid(`status '${report.status}' is not one a job can end with`);
	const result = resultOf(workflow, input, report);
	if (workflow.is_canceled === 1 && job.status === "canceled") {
		// Canceled with its workflow while it ran: its end is kept as a result and changes nothing.
		noteOutputs(tx, workflow, report);
		const resultId = storeCurrentResult(tx, { ...result, status: "canceled" }, job.result_id);
		tx.db.run("UPDATE job SET result_id = ? WHERE id = ?", resultId, job.id);
		return null;
	}
	if (isComplete(job.status) && job.status !== "canceled") {
		throw invalid(`job_id=${job.id} is already complete with status=${job.status}`);
	}
	if (job.status === "disabled" || job.status === "pending_failed") {
		throw invalid(`job_id=${job.id} has status=${job.status} and cannot be completed`);
	}
	noteOutputs(tx, workflow, report);
	if (report.retry && mayRetry(job, workflow.run_id, report.retry.max_retries)) {
		storeResult(tx, { ...result, status: "failed" });
		applyRetry(tx, job, workflow.run_id);
		return null;
	}
	const status: EndStatus = report.status;
	if (status === "completed" && workflow.enable_ro_crate === 1) describeJob(tx, workflow, job, report);
	return applyEnd(tx, job, status, result);
}

function describeJob(tx: Transaction, workflow: WorkflowState, job: JobState, report: FinishedReport): void {
	describeCompletion(tx, workflow, {
		id: job.id,
		name: job.name,
		attempt: report.attempt_id,
		startTime: report.start_time ?? null,
		endTime: report.completion_time,
		outputs: report.output_files ?? [],
	});
}

const resultOf = (workflow: WorkflowState, input: SyncInput, report: FinishedReport): ResultInput => ({
	...report,
	workflow_id: workflow.id,
	compute_node_id: input.computeNodeId,
});

/** A job that could not be started goes back unharmed. */
function giveBack(tx: Transaction, job: JobState, given: boolean): null {
	if (!given || (job.status !== "pending" && job.status !== "running")) return null;
	tx.db.run("UPDATE job SET status = 'ready', start_time = NULL, compute_node_id = NULL WHERE id = ?", job.id);
	countMove(tx, job, "ready");
	tx.emit(job.workflow_id, "job_ready", { job_id: job.id, job_name: job.name }, "debug");
	return null;
}

function ownJob(tx: Transaction, workflow: WorkflowState, jobId: number): JobState {
	const job = findJobState(tx.db, jobId);
	if (job === undefined || job.workflow_id !== workflow.id) {
		throw invalid(`job_id=${jobId} is not a job of workflow ${workflow.id}`);
	}
	return job;
}

function checkRun(workflow: WorkflowState, runId: number): void {
	if (runId !== workflow.run_id) {
		throw runMismatch(runId, workflow.run_id);
	}
}

/** The same report again, after a lost answer: its result is there already. An end that was only assumed is none. */
function isRepeat(tx: Transaction, report: FinishedReport): boolean {
	if (report.give_back) return false;
	const sql = "SELECT return_code FROM result WHERE job_id = ? AND run_id = ? AND attempt_id = ?";
	const result = tx.db.get<{ return_code: number }>(sql, report.job_id, report.run_id, report.attempt_id);
	return result !== undefined && result.return_code !== LOST_CODE;
}

/** The job was given to another node meanwhile: the report is kept as evidence and changes no state. */
function refuseLate(tx: Transaction, job: JobState, input: SyncInput, report: FinishedReport): never {
	const { status, return_code, attempt_id, run_id, completion_time } = report;
	const evidence = { status, return_code, attempt_id, run_id, completion_time };
	const data = { category: "late_report", job_id: job.id, compute_node_id: input.computeNodeId, ...evidence };
	createEvent(tx, job.workflow_id, data);
	throw invalid(`job_id=${job.id} attempt ${attempt_id} was given away (now attempt ${job.attempt_id}, ${job.status})`);
}

function noteOutputs(tx: Transaction, workflow: WorkflowState, report: FinishedReport): void {
	for (const { file_id, st_mtime, size_bytes } of report.output_files ?? []) {
		const sql = "UPDATE file SET st_mtime = ?, size_bytes = ? WHERE id = ? AND workflow_id = ?";
		tx.db.run(sql, st_mtime, size_bytes, file_id, workflow.id);
	}
}
