// The status of a workflow: counts, times of current results, ready jobs that nobody can take.
import { expect, test } from "bun:test";
import { sampleStore } from "../../../../test/store/sample-store.ts";
import { retryJob } from "../../commands/attempts/retry-job.ts";
import { deleteJob } from "../../commands/jobs/delete-jobs.ts";
import { createComputeNode } from "../../commands/nodes/compute-nodes.ts";
import { createRequirements } from "../../commands/records/resource-requirements.ts";
import { createResult, deleteResult, deleteResults, updateResult } from "../../commands/records/results.ts";
import { resetJobStatus } from "../../commands/states/reset-job-status.ts";
import { resetWorkflowStatus } from "../../commands/states/reset-workflow-status.ts";
import { listResults } from "../results/results.ts";
import { getWorkflowSummary } from "./workflow-summary.ts";

const NOW = new Date("2026-03-01T12:00:00Z");

test("an empty workflow is complete and has no wall span", async () => {
	await using sample = await sampleStore();
	expect(getWorkflowSummary(sample.store.reader, sample.id, NOW)).toMatchObject({
		workflow_name: "sample",
		workflow_user: "ada",
		total_jobs: 0,
		is_complete: true,
		has_unfinished_work: false,
		total_exec_time_minutes: 0,
		walltime_seconds: null,
		active_compute_nodes: 0,
		runtime_blocked_ready_jobs: 0,
		longest_ready_runtime_seconds: null,
		max_allocation_remaining_seconds: null,
		unserved_ready_labels: {},
	});
	expect(() => getWorkflowSummary(sample.store.reader, 99, NOW)).toThrow("Workflow not found with ID: 99");
});

test("times are those of the current results, through repeats, retries and deletions", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const [a, b] = (await sample.addJobs([{}, {}])) as [number, number];
	await sample.initialize();
	await sample.complete([a], { minutes: 10, end: "2026-03-01T10:00:00Z" });
	await sample.complete([b], { minutes: 20, end: "2026-03-01T11:00:00Z", status: "failed" });
	const times = () => {
		const summary = getWorkflowSummary(store.reader, id, NOW);
		return [summary.total_exec_time_minutes, summary.walltime_seconds];
	};
	// 09:50 to 11:00.
	expect(times()).toEqual([30, 4200]);
	await write((tx) => retryJob(tx, { jobId: b, runId: 0, maxRetries: 3 }));
	expect(times()).toEqual([30, 4200]);
	await sample.complete([b], { minutes: 5, end: "2026-03-01T11:30:00Z" });
	expect(times()).toEqual([15, 6000]);
	expect(listResults(store.reader, { workflow_id: id }).total_count).toBe(2);
	expect(listResults(store.reader, { workflow_id: id, all_runs: true }).total_count).toBe(3);

	await write((tx) => resetWorkflowStatus(tx, id, { force: false, user: "ada" }));
	await write((tx) => resetJobStatus(tx, id, { failedOnly: false, user: "ada" }));
	await sample.initialize();
	expect(times()).toEqual([0, null]);
	await sample.complete([a, b], { minutes: 1, end: "2026-03-01T11:50:00Z", runId: 1 });
	expect(times()).toEqual([2, 60]);
	const [first, second] = listResults(store.reader, { workflow_id: id, limit: 2 }).items;
	await write((tx) => updateResult(tx, first?.id as number, { exec_time_minutes: 3 }));
	expect(times()).toEqual([4, 180]);
	await write((tx) => deleteResult(tx, first?.id as number));
	expect(times()).toEqual([1, 60]);
	await write((tx) => deleteJob(tx, second?.job_id as number));
	expect(times()).toEqual([0, null]);
	await write((tx) =>
		createResult(tx, {
			workflow_id: id,
			job_id: a,
			run_id: 7,
			compute_node_id: 1,
			return_code: 0,
			status: "completed",
			exec_time_minutes: 2,
			completion_time: "2026-03-01T11:55:00Z",
		}),
	);
	expect(times()).toEqual([2, 120]);
	expect(await write((tx) => deleteResults(tx, id))).toBe(2);
	expect(times()).toEqual([0, null]);
	expect(listResults(store.reader, { workflow_id: id, all_runs: true }).items).toEqual([]);
});

test("ready jobs that no active node can take", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const long = await write((tx) => createRequirements(tx, { workflow_id: id, name: "long", runtime: "PT1H" }));
	await sample.addJobs([
		{ resource_requirements_id: long.id },
		{},
		{ labels: ["gpu"] },
		{ labels: ["big", "gpu"] },
		{ labels: ["big", "gpu"] },
	]);
	await sample.initialize();
	const summary = () => getWorkflowSummary(store.reader, id, NOW);
	expect(summary()).toMatchObject({
		runtime_blocked_ready_jobs: 0,
		longest_ready_runtime_seconds: 3600,
		unserved_ready_labels: { gpu: 1, "big,gpu": 2 },
	});
	const node = (fields: object) =>
		write((tx) =>
			createComputeNode(tx, {
				workflow_id: id,
				hostname: "h",
				pid: 1,
				start_time: "2026-03-01T11:00:00Z",
				is_active: true,
				num_cpus: 1,
				memory_gb: 1,
				num_gpus: 0,
				num_nodes: 1,
				compute_node_type: "slurm",
				...fields,
			}),
		);
	await node({ end_time: "2026-03-01T12:57:59Z" });
	await node({ labels: ["gpu"] });
	expect(summary()).toMatchObject({
		active_compute_nodes: 2,
		runtime_blocked_ready_jobs: 1,
		max_allocation_remaining_seconds: 3479,
		unserved_ready_labels: { "big,gpu": 2 },
	});
	// Within the grace of two minutes.
	await node({ end_time: "2026-03-01T12:58:00Z" });
	expect(summary()).toMatchObject({ runtime_blocked_ready_jobs: 0, max_allocation_remaining_seconds: 3480 });
	await node({ labels: ["big", "gpu", "x"] });
	await node({});
	expect(summary()).toMatchObject({
		runtime_blocked_ready_jobs: 0,
		max_allocation_remaining_seconds: null,
		unserved_ready_labels: {},
	});
});
