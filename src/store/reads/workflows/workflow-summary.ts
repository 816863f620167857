// The status of a workflow at a glance: counts from counters, times from a running summary, never a scan of jobs.

import { JOB_STATUSES, type JobStatus } from "../../../core/job-status.ts";
import type { Database } from "../../../sqlite/database.ts";
import { listReadyGroups, servesLabels } from "../jobs/ready-groups.ts";
import { readEndingTimes } from "../results/ending-times.ts";
import { readLostWork } from "../results/lost-work.ts";
import { readResultSummary } from "../results/result-summary.ts";
import { allEnded, countByStatus, getWorkflowState } from "./workflow-state.ts";

/** Seconds a claim may start late (4-runner §2). */
const GRACE_SECONDS = 120;

export function getWorkflowSummary(db: Database, workflowId: number, now: Date): Record<string, unknown> {
	const state = getWorkflowState(db, workflowId);
	const counts = countByStatus(db, workflowId);
	const name = db.get<{ name: string }>("SELECT name FROM workflow WHERE id = ?", workflowId)?.name;
	const times = readResultSummary(db, workflowId);
	return {
		id: workflowId,
		workflow_id: workflowId,
		workflow_name: name,
		workflow_user: state.user,
		run_id: state.run_id,
		is_archived: state.is_archived === 1,
		is_canceled: state.is_canceled === 1,
		is_complete: state.is_canceled === 1 || allEnded(counts),
		has_unfinished_work: counts.has("terminated"),
		has_detected_need_to_run_completion_script: false,
		total_jobs: [...counts.values()].reduce((sum, count) => sum + count, 0),
		jobs_by_status: Object.fromEntries(JOB_STATUSES.map((status: JobStatus) => [status, counts.get(status) ?? 0])),
		total_exec_time_minutes: times.total_exec_time_minutes,
		walltime_seconds: times.walltime_seconds,
		lost_work: readLostWork(db, workflowId),
		ending_times: readEndingTimes(db, workflowId),
		...countNodes(db, workflowId),
		...describeReadyJobs(db, workflowId, now),
	};
}

function countNodes(db: Database, workflowId: number): Record<string, number> {
	const active = db.get<{ n: number }>(
		"SELECT count(*) AS n FROM compute_node WHERE workflow_id = ? AND is_active = 1",
		workflowId,
	);
	const scheduled = db.get<{ pending: number | null; active: number | null }>(
		`SELECT sum(status = 'pending') AS pending, sum(status = 'active') AS active
			FROM scheduled_compute_node WHERE workflow_id = ?`,
		workflowId,
	);
	return {
		active_compute_nodes: active?.n ?? 0,
		pending_scheduled_nodes: scheduled?.pending ?? 0,
		active_scheduled_nodes: scheduled?.active ?? 0,
	};
}

interface ActiveNode {
	readonly labels: string;
	readonly end_time: string | null;
}

/** Ready jobs nobody can take: too long for what is left of every allocation, or labeled for runners that aren't there. */
function describeReadyJobs(db: Database, workflowId: number, now: Date): Record<string, unknown> {
	const groups = listReadyGroups(db, workflowId);
	const nodes = db.all<ActiveNode>(
		"SELECT labels, end_time FROM compute_node WHERE workflow_id = ? AND is_active = 1",
		workflowId,
	);
	const unlabeled = nodes.filter((node) => node.labels === "");
	const remaining = greatestRemaining(unlabeled, now);
	let blocked = 0;
	let longest: number | null = null;
	const unserved: Record<string, number> = {};
	for (const group of groups) {
		if (group.labels === "") {
			longest = Math.max(longest ?? 0, group.runtime_seconds);
			if (remaining !== null && group.runtime_seconds > remaining + GRACE_SECONDS) blocked += group.count;
		} else if (!nodes.some((node) => servesLabels(node.labels.split(","), group.labels))) {
			unserved[group.labels] = (unserved[group.labels] ?? 0) + group.count;
		}
	}
	return {
		runtime_blocked_ready_jobs: blocked,
		longest_ready_runtime_seconds: longest,
		max_allocation_remaining_seconds: remaining,
		unserved_ready_labels: unserved,
	};
}

/** Null when there is no such node, or one without an end. */
function greatestRemaining(nodes: readonly ActiveNode[], now: Date): number | null {
	let greatest: number | null = null;
	for (const node of nodes) {
		if (node.end_time === null) return null;
		const seconds = Math.floor((Date.parse(node.end_time) - now.getTime()) / 1000);
		greatest = Math.max(greatest ?? 0, seconds);
	}
	return greatest;
}
