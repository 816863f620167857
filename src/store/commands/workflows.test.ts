// Workflow records: defaults, what may change, archive, deletion.
import { expect, test } from "bun:test";
import { expectInvalid, sampleStore } from "../../../test/store/sample-store.ts";
import { listRecords } from "../reads/records/record-table.ts";
import { EVENTS, RESOURCE_REQUIREMENTS } from "../reads/records/record-tables.ts";
import { getWorkflow, listWorkflows, type WorkflowFilters } from "../reads/workflows/workflows.ts";
import { claimAction, createAction } from "./actions/actions.ts";
import { retryJob } from "./attempts/retry-job.ts";
import { createComputeNode, createScheduledComputeNode, updateComputeNode } from "./nodes/compute-nodes.ts";
import { createFailureHandler } from "./records/failure-handlers.ts";
import { createFiles } from "./records/files.ts";
import { createUserDataList } from "./records/user-data.ts";
import {
	addEvent,
	archiveWorkflow,
	createWorkflow,
	deleteWorkflow,
	putWorkflowStatus,
	updateWorkflow,
	type WorkflowInput,
} from "./workflows.ts";

test("a new workflow has its defaults and one record of requirements", async () => {
	await using sample = await sampleStore({ env: {}, access_groups: [] });
	expect(getWorkflow(sample.store.reader, sample.id)).toMatchObject({
		name: "sample",
		user: "ada",
		run_id: 0,
		timestamp: "2026-03-01T12:00:00.000Z",
		is_canceled: false,
		is_archived: false,
		env: null,
		access_groups: null,
		compute_node_wait_for_new_jobs_seconds: 90,
		compute_node_wait_for_healthy_database_minutes: 20,
		compute_node_min_time_for_new_jobs_seconds: 300,
		compute_node_ignore_workflow_completion: false,
	});
	const { items } = listRecords(sample.store.reader, RESOURCE_REQUIREMENTS, { workflow_id: sample.id });
	expect(items).toMatchObject([
		{ name: "default", num_cpus: 1, num_gpus: 0, num_nodes: 1, memory: "1m", runtime: "P0DT1M" },
	]);
});

test("what a workflow cannot be created with", async () => {
	await using sample = await sampleStore();
	const create = (input: Partial<WorkflowInput>) =>
		sample.write((tx) => createWorkflow(tx, { name: "n", user: "u", ...input }, null));
	await expectInvalid(create({ env: { "1X": "a" } }), "'1X'");
	await expectInvalid(create({ dynamic_jobs: { max_iterations: 0 } }), "must be >= 1");
	await expectInvalid(create({ access_groups: ["nobody"] }), "Unknown access group");
	expect(listWorkflows(sample.store.reader, {}).total_count).toBe(1);
	const owned = await sample.write((tx) => createWorkflow(tx, { name: "n", user: "body" }, "authenticated"));
	expect(getWorkflow(sample.store.reader, owned).user).toBe("authenticated");
});

test("updates: given fields only, immutable ones only as they are", async () => {
	await using sample = await sampleStore({
		env: { A: "1" },
		description: "old",
		submission_directory: "/s",
		dynamic_jobs: { max_iterations: 3 },
	});
	const { id, store } = sample;
	const update = (input: Partial<WorkflowInput>) => sample.write((tx) => updateWorkflow(tx, id, input));
	const stored = getWorkflow(store.reader, id);
	await update(stored as unknown as WorkflowInput);
	expect(getWorkflow(store.reader, id)).toEqual(stored);
	await update({ name: "new", description: "", metadata: { a: [1] }, slurm_defaults: { qos: "x" } });
	expect(getWorkflow(store.reader, id)).toEqual({
		...stored,
		name: "new",
		metadata: { a: [1] },
		slurm_defaults: { qos: "x" },
	});
	await update({ run_id: 9, is_archived: true, is_canceled: true } as Partial<WorkflowInput>);
	expect(getWorkflow(store.reader, id)).toMatchObject({ run_id: 0, is_archived: false, is_canceled: false });
	await expectInvalid(
		update({ env: { A: "2" }, submission_directory: "/t", dynamic_jobs: { max_iterations: 4 }, access_groups: ["g"] }),
		"env, submission_directory, dynamic_jobs, access_groups is immutable",
	);
	await expect(sample.write((tx) => updateWorkflow(tx, 99, {}))).rejects.toThrow("Workflow not found with ID: 99");
});

test("an archived workflow takes no changes but reports, unarchiving and deletion", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const node = await write((tx) => createComputeNode(tx, computeNode(id)));
	const [job = 0] = await sample.addJobs([{}]);
	await sample.initialize();
	await sample.complete([job], { status: "failed" });
	const onStart = {
		trigger_type: "on_workflow_start",
		action_type: "run_commands",
		action_config: { commands: ["true"] },
	};
	const action = await write((tx) => createAction(tx, id, onStart));
	await write((tx) => archiveWorkflow(tx, id, true, "eve"));
	expect(listRecords(store.reader, EVENTS, { workflow_id: id }).items[0]?.data).toEqual({
		category: "user_action",
		action: "archive_workflow",
		user: "eve",
		is_archived: true,
	});
	const words = "Unarchive the workflow first";
	await expectInvalid(
		write((tx) => updateWorkflow(tx, id, { name: "x" })),
		words,
	);
	await expectInvalid(
		write((tx) => createFiles(tx, [{ workflow_id: id, name: "f", path: "f" }])),
		words,
	);
	await expectInvalid(sample.addJobs([{}]), words);
	await expectInvalid(
		write((tx) => putWorkflowStatus(tx, id, { run_id: 1 })),
		words,
	);
	await expectInvalid(
		write((tx) => retryJob(tx, { jobId: job, runId: 0, maxRetries: 9 })),
		words,
	);
	await expect(write((tx) => claimAction(tx, id, action.id, node.id))).rejects.toMatchObject({
		kind: "conflict",
		details: { claimed: false },
		message: expect.stringContaining(words),
	});
	expect((await write((tx) => updateComputeNode(tx, node.id, { is_active: false }))).is_active).toBe(false);
	await write((tx) => putWorkflowStatus(tx, id, { run_id: 0, is_canceled: false, is_archived: false }));
	await write((tx) => updateWorkflow(tx, id, { name: "x" }));
	await write((tx) => archiveWorkflow(tx, id, true, "eve"));
	expect((await write((tx) => deleteWorkflow(tx, id))).name).toBe("x");
});

const computeNode = (workflowId: number) => ({
	workflow_id: workflowId,
	hostname: "h",
	pid: 1,
	start_time: "2026-03-01T12:00:00Z",
	is_active: true,
	num_cpus: 4,
	memory_gb: 8,
	num_gpus: 0,
	num_nodes: 1,
	compute_node_type: "local",
});

test("run_id is raised or repeated, never lowered", async () => {
	await using sample = await sampleStore();
	const put = (status: { run_id?: number; is_canceled?: boolean }) =>
		sample.write((tx) => putWorkflowStatus(tx, sample.id, status));
	await put({ run_id: 2 });
	await put({ run_id: 2, is_canceled: true });
	await expectInvalid(put({ run_id: 1 }), "cannot be lowered from 2 to 1");
	expect(getWorkflow(sample.store.reader, sample.id)).toMatchObject({ run_id: 2, is_canceled: true });
});

test("filters of the list", async () => {
	await using sample = await sampleStore({ description: "Half 50% done" });
	const { id, store, write } = sample;
	const other = await write((tx) => createWorkflow(tx, { name: "sample two", user: "bob" }, null));
	await write((tx) => archiveWorkflow(tx, other, true, "bob"));
	const find = (filters: WorkflowFilters) => listWorkflows(store.reader, filters).items.map((item) => item.id);
	expect(find({})).toEqual([id, other]);
	expect(find({ name: "sample" })).toEqual([id]);
	expect(find({ user: "bob" })).toEqual([other]);
	expect(find({ description: "50%" })).toEqual([id]);
	expect(find({ description: "5_%" })).toEqual([]);
	expect(find({ is_archived: true })).toEqual([other]);
	expect(find({ access_group: "g" })).toEqual([]);
	expect(find({ sort_by: "user", reverse_sort: true })).toEqual([other, id]);
	expect(listWorkflows(store.reader, {}, { sql: "w.user = ?", values: ["ada"] }).total_count).toBe(1);
});

test("deletion leaves no row of the workflow in any table", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const workflow_id = id;
	const [file] = await write((tx) => createFiles(tx, [{ workflow_id, name: "f", path: "f" }]));
	const [data] = await write((tx) => createUserDataList(tx, [{ workflow_id, name: "d", data: [1] }]));
	const handler = await write((tx) => createFailureHandler(tx, { workflow_id, name: "h", rules: "[]" }));
	await write((tx) => createComputeNode(tx, computeNode(id)));
	await write((tx) =>
		createScheduledComputeNode(tx, {
			workflow_id,
			scheduler_id: 1,
			scheduler_config_id: 1,
			scheduler_type: "slurm",
			status: "active",
		}),
	);
	const jobs = await sample.addJobs([
		{ output_file_ids: [file?.id as number], failure_handler_id: handler.id },
		{ input_file_ids: [file?.id as number], input_user_data_ids: [data?.id as number] },
	]);
	await write((tx) =>
		createAction(tx, id, {
			trigger_type: "on_jobs_ready",
			action_type: "run_commands",
			action_config: { commands: ["true"] },
			job_ids: jobs,
		}),
	);
	await write((tx) => addEvent(tx, id, null));
	await sample.initialize();
	await sample.complete([jobs[0] as number]);
	await write((tx) => deleteWorkflow(tx, id));
	const tables = store.reader.all<{ name: string }>(
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
	);
	const left = tables.filter(({ name }) => store.reader.get(`SELECT 1 AS yes FROM ${name} LIMIT 1`) !== undefined);
	expect(left.map(({ name }) => name)).toEqual([]);
});
