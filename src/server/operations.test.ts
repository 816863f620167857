// Every operation through the typed client; every answer is checked against the contract.
import { afterAll, expect, test } from "bun:test";
import { activeNode, checkedServer, readyWorkflow } from "../../test/server/checked-server.ts";
import { allPages } from "../client/all-pages.ts";

const { server, client } = await checkedServer();
afterAll(() => server.close());
const now = "2026-01-01T00:00:00Z";

test("workflows", async () => {
	const created = await client.createWorkflow({
		body: {
			name: "first",
			user: "u",
			env: { A: "1" },
			metadata: { deep: { nothing: null } },
			description: "50% done_",
		},
	});
	const id = created.id as number;
	expect(created).toMatchObject({
		run_id: 0,
		is_archived: false,
		status_id: id,
		metadata: { deep: { nothing: null } },
	});
	expect(Object.values(created)).not.toContain(null);
	expect((await client.updateWorkflow({ params: { id }, body: { name: "second", user: "u" } })).name).toBe("second");
	expect((await client.listWorkflows({ query: { description: "50%", user: "u" } })).items).toHaveLength(1);
	expect((await client.archiveWorkflow({ params: { id }, body: { is_archived: true } })).is_archived).toBe(true);
	await expect(client.resetWorkflowStatus({ params: { id } })).rejects.toThrow("archived");
	await client.archiveWorkflow({ params: { id }, body: { is_archived: false } });
	const status = await client.updateWorkflowStatus({ params: { id }, body: { run_id: 4 } });
	expect(status).toMatchObject({ id, run_id: 4 });
	expect((await client.getLatestEventTimestamp({ params: { id } })).timestamp).toBeGreaterThan(1e12);
	expect((await client.deleteWorkflow({ params: { id } })).name).toBe("second");
	await expect(client.getWorkflow({ params: { id } })).rejects.toThrow(`Workflow not found with ID: ${id}`);
});

test("jobs from creation to completion", async () => {
	const { id, runId, jobIds } = await readyWorkflow(client, 3);
	const [first, second, third] = jobIds as [number, number, number];
	expect(await client.isWorkflowUninitialized({ params: { id } })).toEqual({ is_uninitialized: false });
	const claim = await client.claimNextJobs({ params: { id }, query: { limit: 2 } });
	expect(claim.jobs?.map((job) => [job.id, job.status])).toEqual([
		[first, "pending"],
		[second, "pending"],
	]);
	const node = await activeNode(client, id);
	const started = await client.startJob({ params: { id: first, run_id: runId, compute_node_id: node } });
	expect(started).toMatchObject({ status: "running", compute_node_id: node });
	await expect(client.startJob({ params: { id: third, run_id: runId, compute_node_id: node } })).rejects.toMatchObject({
		kind: "conflict",
	});
	const result = {
		job_id: first,
		workflow_id: id,
		run_id: runId,
		compute_node_id: node,
		return_code: 0,
		status: "completed" as const,
		exec_time_minutes: 0.5,
		completion_time: now,
	};
	const completed = await client.completeJob({
		params: { id: first, status: "completed", run_id: runId },
		body: result,
	});
	expect(completed.status).toBe("completed");
	expect((await client.getRunningJobs({ params: { id } })).count).toBe(0);
	const bad = { ...result, job_id: 999_999 };
	const batch = await client.batchCompleteJobs({
		params: { id },
		body: {
			completions: [
				{
					job_id: second,
					run_id: runId,
					status: "failed",
					result: { ...result, job_id: second, status: "failed", return_code: 3 },
				},
				{ job_id: 999_999, run_id: runId, status: "completed", result: bad },
			],
		},
	});
	expect(batch).toMatchObject({ completed: [second], errors: [{ job_id: 999_999 }] });
	expect((await client.retryJob({ params: { id: second, run_id: runId } })).status).toBe("ready");
	const moved = await client.manageStatusChange({ params: { id: second, status: "disabled", run_id: runId } });
	expect(moved.status).toBe("disabled");
	const status = await client.getWorkflowStatus({ params: { id } });
	expect(status).toMatchObject({
		total_jobs: 3,
		is_complete: false,
		run_id: runId,
		jobs_by_status: { completed: 1, ready: 1 },
	});
	const results = await client.listResults({ query: { workflow_id: id, all_runs: true } });
	expect(results.items[0]).toMatchObject({ job_name: "job0", return_code: 0 });
	expect((await client.getResult({ params: { id: results.items[0]?.id as number } })).job_id).toBe(first);
	expect((await client.cancelWorkflow({ params: { id } })).is_canceled).toBe(true);
	expect(await client.isWorkflowComplete({ params: { id } })).toMatchObject({
		is_complete: true,
		needs_to_run_completion_script: false,
	});
});

test("claims by resources", async () => {
	const { id } = await readyWorkflow(client, 5);
	const offer = { num_cpus: 2, memory_gb: 0.5, num_gpus: 0, num_nodes: 1, time_limit: "PT10M" };
	const claim = await client.claimJobsBasedOnResources({ params: { id, limit: 10 }, body: offer });
	expect(claim.jobs?.map((job) => job.name)).toEqual(["job0", "job1"]);
	expect(claim.jobs?.[0]?.depends_on_job_ids).toBeUndefined();
	const bad = client.claimJobsBasedOnResources({ params: { id, limit: 1 }, body: { ...offer, time_limit: "1h" } });
	await expect(bad).rejects.toMatchObject({ kind: "invalid", details: { field: "time_limit", value: "1h" } });
	await expect(client.claimNextJobs({ params: { id: 999_999 } })).rejects.toMatchObject({ kind: "not_found" });
	expect((await client.claimNextJobs({ params: { id }, query: { limit: 0 } })).jobs).toEqual([]);
	await client.cancelWorkflow({ params: { id } });
	const canceled = await client.claimJobsBasedOnResources({ params: { id, limit: 1 }, body: offer });
	expect(canceled).toEqual({ jobs: [], reason: "Workflow is canceled" });
});

test("files, user data and their relations", async () => {
	const { id } = await readyWorkflow(client, 0);
	const file = await client.createFile({ body: { workflow_id: id, name: "in", path: "in.txt", st_mtime: 1.5 } });
	const { files } = await client.createFiles({ body: { files: [{ workflow_id: id, name: "out", path: "out.txt" }] } });
	const data = await client.createUserData({ body: { workflow_id: id, name: "d", data: { a: null } } });
	const job = await client.createJob({
		body: {
			workflow_id: id,
			name: "j",
			command: "x",
			input_file_ids: [file.id as number],
			output_file_ids: [files?.[0]?.id as number],
			input_user_data_ids: [data.id as number],
		},
	});
	expect(job).toMatchObject({ input_file_ids: [file.id], output_file_ids: [files?.[0]?.id] });
	expect((await client.getUserData({ params: { id: data.id as number } })).data).toEqual({ a: null });
	const written = await client.listFiles({ query: { workflow_id: id, produced_by_job_id: job.id as number } });
	expect(written.items.map((item) => item.name)).toEqual(["out"]);
	expect((await client.listFiles({ query: { workflow_id: id, is_output: true } })).total_count).toBe(1);
	expect((await client.listUserData({ query: { workflow_id: id, consumer_job_id: job.id as number } })).count).toBe(1);
	const vanished = await client.updateFile({ params: { id: file.id as number }, body: { ...file, st_mtime: null } });
	expect(vanished.st_mtime).toBeUndefined();
	expect(await client.listRequiredExistingFiles({ params: { id } })).toEqual({ files: [file.id as number] });
	expect(await client.listMissingUserData({ params: { id } })).toEqual({ user_data: [] });
	expect((await client.listJobFileRelationships({ params: { id } })).items).toHaveLength(2);
	expect((await client.listJobUserDataRelationships({ params: { id } })).items).toHaveLength(1);
	expect(await client.processChangedJobInputs({ params: { id }, query: { dry_run: true } })).toEqual({
		reinitialized_jobs: [],
	});
	expect(await client.deleteFiles({ query: { workflow_id: id } })).toMatchObject({ count: 2, deleted_count: 2 });
});

test("requirements, handlers, schedulers", async () => {
	const { id } = await readyWorkflow(client, 1);
	const small = { workflow_id: id, name: "small", num_cpus: 2, memory: "1g", runtime: "P0DT2H" };
	const requirements = await client.createResourceRequirements({ body: small });
	expect(requirements).toMatchObject({ runtime: "P0DT2H", num_nodes: 1 });
	const wrong = client.createResourceRequirements({ body: { ...small, num_cpus: 0 } });
	await expect(wrong).rejects.toMatchObject({
		kind: "invalid",
		message: "num_cpus must be > 0",
		details: { field: "num_cpus" },
	});
	const page = await client.listResourceRequirements({ query: { workflow_id: id, runtime: 7200 } });
	expect(page.items.map((item) => item.name)).toEqual(["small"]);
	const handler = await client.createFailureHandler({
		body: { workflow_id: id, name: "h", rules: '[{"exit_codes":[1],"max_retries":2}]' },
	});
	expect((await client.listFailureHandlers({ params: { id } })).items).toEqual([handler]);
	await expect(client.createFailureHandler({ body: { workflow_id: id, name: "h", rules: "{" } })).rejects.toMatchObject(
		{
			kind: "invalid",
		},
	);
	const slurm = await client.createSlurmScheduler({
		body: { workflow_id: id, account: "a", nodes: 1, walltime: "1:00:00" },
	});
	expect(slurm.serialize_allocations).toBe(false);
	await client.createLocalScheduler({ body: { workflow_id: id, memory: "1g", num_cpus: 2 } });
	expect((await client.listLocalSchedulers({ query: { workflow_id: id, num_cpus: 2 } })).count).toBe(1);
	expect(await client.getReadyJobRequirements({ params: { id } })).toMatchObject({ num_jobs: 1, num_cpus: 1 });
	expect((await client.deleteResourceRequirements({ query: { workflow_id: id } })).count).toBe(1);
});

test("actions are claimed once", async () => {
	const { id } = await readyWorkflow(client, 1);
	const body = {
		workflow_id: id,
		trigger_type: "on_workflow_start",
		action_type: "run_commands",
		action_config: { commands: ["true"] },
		trigger_count: 1,
	};
	const action = await client.createWorkflowAction({ params: { id }, body });
	const pending = await client.getPendingActions({
		params: { id },
		query: { trigger_type: ["on_workflow_start", "x"] },
	});
	expect(pending).toHaveLength(1);
	const claim = { params: { id, action_id: action.id as number }, body: {} };
	expect(await client.claimAction(claim)).toEqual({ claimed: true, action_id: action.id as number });
	await expect(client.claimAction(claim)).rejects.toMatchObject({ kind: "conflict", details: { claimed: false } });
	expect((await client.getWorkflowActions({ params: { id } }))[0]?.executed).toBe(true);
	expect((await client.deleteWorkflowAction(claim)).message).toContain(String(action.id));
});

test("nodes, allocations, statistics, events", async () => {
	const { id, jobIds } = await readyWorkflow(client, 1);
	const node = await activeNode(client, id);
	const stopped = { ...(await client.getComputeNode({ params: { id: node } })), is_active: false, duration_seconds: 3 };
	await client.updateComputeNode({ params: { id: node }, body: stopped });
	expect((await client.listComputeNodes({ query: { workflow_id: id, is_active: false } })).count).toBe(1);
	const allocation = {
		workflow_id: id,
		scheduler_id: 77,
		scheduler_config_id: 1,
		scheduler_type: "slurm",
		status: "pending",
	};
	await client.createScheduledComputeNode({ body: allocation });
	expect((await client.listScheduledComputeNodes({ query: { workflow_id: id, scheduler_id: "77" } })).count).toBe(1);
	const stats = { workflow_id: id, job_id: jobIds[0] as number, run_id: 1, attempt_id: 1, max_rss_bytes: 5 };
	await client.createSlurmStats({ body: stats });
	expect((await client.listSlurmStats({ query: { workflow_id: id } })).items[0]).toMatchObject(stats);
	const event = await client.createEvent({
		body: { workflow_id: id, timestamp: 0, data: { category: "recovery", x: null } },
	});
	expect(event.timestamp).toBeGreaterThan(1e12);
	const found = await client.listEvents({ query: { workflow_id: id, category: "recovery" } });
	expect(found.items).toEqual([event]);
	expect((await client.listEvents({ query: { workflow_id: id, after_timestamp: event.timestamp } })).count).toBe(0);
	const nothing = await client.updateEvent({
		params: { id: event.id as number },
		body: { data: [null], workflow_id: id },
	});
	expect(nothing.data).toEqual([null]);
});

test("lists are followed from page to page", async () => {
	const { id, jobIds } = await readyWorkflow(client, 25);
	const seen: number[] = [];
	for await (const job of allPages(client.listJobs, { query: { workflow_id: id, limit: 10, sort_by: "name" } })) {
		seen.push(job.id as number);
	}
	expect(seen.sort((a, b) => a - b)).toEqual(jobIds);
	expect(await client.listJobIds({ params: { id } })).toEqual({ job_ids: jobIds, count: 25 });
	expect((await client.listJobDependencies({ params: { id } })).count).toBe(0);
});
