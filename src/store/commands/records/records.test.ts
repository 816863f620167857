// Plain records around the jobs: files, user data, requirements, nodes, results, handlers, events.
import { expect, test } from "bun:test";
import { expectInvalid, sampleStore } from "../../../../test/store/sample-store.ts";
import { getJob } from "../../reads/jobs/jobs.ts";
import { getRecord, listRecords } from "../../reads/records/record-table.ts";
import {
	COMPUTE_NODES,
	EVENTS,
	FAILURE_HANDLERS,
	FILES,
	RESOURCE_REQUIREMENTS,
	SLURM_SCHEDULERS,
} from "../../reads/records/record-tables.ts";
import {
	latestEventTimestamp,
	listComputeNodes,
	listEvents,
	listFiles,
	listResourceRequirements,
	listUserData,
} from "../../reads/records/related-lists.ts";
import { readResultSummary } from "../../reads/results/result-summary.ts";
import { listResults } from "../../reads/results/results.ts";
import type { DomainEvent } from "../../transaction.ts";
import { createComputeNode, updateComputeNode } from "../nodes/compute-nodes.ts";
import { addEvent } from "../workflows.ts";
import { createFailureHandler } from "./failure-handlers.ts";
import { createFiles, updateFile } from "./files.ts";
import { changeRecord, createRecord, removeRecord, removeRecords } from "./records.ts";
import {
	createRequirements,
	deleteRequirements,
	deleteUnusedRequirements,
	updateRequirements,
} from "./resource-requirements.ts";
import { createResult, updateResult } from "./results.ts";
import { createUserData, createUserDataList } from "./user-data.ts";

test("files: all or none, found by their writers, mtime emptied by its absence", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const file = (name: string, workflow_id = id) => ({ workflow_id, name, path: `/${name}`, st_mtime: 1.5 });
	await expectInvalid(
		write((tx) => createFiles(tx, [file("a"), file("b", 99)])),
		"same workflow_id",
	);
	await expectInvalid(
		write((tx) => createFiles(tx, [])),
		"empty",
	);
	await expect(write((tx) => createFiles(tx, [file("a", 99)]))).rejects.toThrow("Workflow not found with ID: 99");
	const [a, b] = (await write((tx) => createFiles(tx, [file("a"), file("b")]))).map((record) => record.id) as [
		number,
		number,
	];
	const [job] = (await sample.addJobs([{ output_file_ids: [b] }])) as [number];
	const find = (query: object) => listFiles(store.reader, { workflow_id: id, ...query }).items.map((item) => item.id);
	expect(find({ is_output: true })).toEqual([b]);
	expect(find({ is_output: false })).toEqual([a, b]);
	expect(find({ produced_by_job_id: job })).toEqual([b]);
	expect(find({ name: "a" })).toEqual([a]);
	const changed = await write((tx) => updateFile(tx, a, { name: "c", st_mtime: 2.25 }));
	expect(changed).toMatchObject({ name: "c", path: "/a", st_mtime: 2.25 });
	expect((await write((tx) => updateFile(tx, a, { st_mtime: null }))).st_mtime).toBeNull();
	await write((tx) => removeRecord(tx, FILES, b));
	expect(getJob(store.reader, job).output_file_ids).toBeNull();
});

test("user data: any JSON, with the jobs that read and write it", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const [reader, writer] = (await sample.addJobs([{}, {}])) as [number, number];
	const [first] = await write((tx) => createUserDataList(tx, [{ workflow_id: id, name: "first", data: 0 }]));
	const create = (name: string, relations: object) =>
		write((tx) => createUserData(tx, { workflow_id: id, name, data: { deep: [null] } }, relations));
	const second = await create("second", { consumerJobId: reader, producerJobId: writer });
	const third = await create("third", { consumerJobId: reader });
	await expectInvalid(create("fourth", { producerJobId: 99 }), "producer_job_id: 99 is not a record of workflow");
	expect(second).toMatchObject({ data: { deep: [null] }, is_ephemeral: false });
	expect(first?.data).toBe(0);
	const find = (query: object) => listUserData(store.reader, { workflow_id: id, ...query }).items.map((d) => d.id);
	expect(find({})).toEqual([first?.id as number, second.id, third.id]);
	expect(find({ consumer_job_id: reader })).toEqual([second.id, third.id]);
	expect(find({ producer_job_id: writer })).toEqual([second.id]);
	expect(find({ name: "IR" })).toEqual([first?.id as number, third.id]);
	expect(getJob(store.reader, reader).input_user_data_ids).toEqual([second.id, third.id]);
});

test("requirements: checked values, a reserved name, a stored event", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const create = (fields: object) => write((tx) => createRequirements(tx, { workflow_id: id, name: "r", ...fields }));
	for (const [field, value] of Object.entries({
		num_cpus: 0,
		num_gpus: -1,
		num_nodes: 0,
		memory: "1x",
		runtime: "1h",
	})) {
		await expect(create({ [field]: value })).rejects.toMatchObject({ kind: "invalid", details: { field, value } });
	}
	await expectInvalid(create({ name: "default" }), "reserved");
	const record = await create({ memory: "0", runtime: "P0DT2H" });
	expect(record).toMatchObject({ memory: "0", runtime: "P0DT2H", num_cpus: 1 });
	expect(Object.keys(record)).not.toContain("memory_bytes");
	const bySeconds = listResourceRequirements(store.reader, { workflow_id: id, runtime: 7200 });
	expect(bySeconds.items.map((item) => item.id)).toEqual([record.id]);
	const told = await write((tx) => {
		updateRequirements(tx, record.id, { name: "q", memory: "2g" }, "eve");
		return tx.events.map((event) => event.event_type);
	});
	expect(told).toEqual(["requirements_changed"]);
	expect(listEvents(store.reader, { workflow_id: id, category: "user_action" }).items[0]?.data).toMatchObject({
		action: "update_resource_requirements",
		user: "eve",
		after: { name: "q", memory: "2g", runtime: "P0DT2H" },
	});
	const automatic = listRecords(store.reader, RESOURCE_REQUIREMENTS, { workflow_id: id, name: "default" }).items[0]
		?.id as number;
	const update = (target: number, fields: object) => write((tx) => updateRequirements(tx, target, fields, "eve"));
	await expectInvalid(update(automatic, { name: "mine" }), "reserved");
	await expectInvalid(update(record.id, { name: "default" }), "reserved");
	await expectInvalid(update(automatic, { num_cpus: -1 }), "num_cpus must be > 0");
	expect(await update(automatic, { name: "default", num_cpus: 3 })).toMatchObject({ num_cpus: 3, memory: "1m" });
	const [job] = await sample.addJobs([{ resource_requirements_id: record.id }]);
	const find = (query: object) => listResourceRequirements(store.reader, { workflow_id: id, ...query }).items;
	expect(find({ job_id: job })).toMatchObject([{ id: record.id }]);
	expect(find({ runtime: 7200 })).toMatchObject([{ id: record.id }]);
	await expectInvalid(
		write((tx) => deleteRequirements(tx, record.id)),
		"used by 1 jobs",
	);
	expect(await write((tx) => deleteUnusedRequirements(tx, id))).toBe(1);
	await sample.addJobs([{ name: "later" }]);
	expect(find({}).map((item) => item.name)).toEqual(["q", "default"]);
});

test("compute nodes: unset activity is inactive but found by no filter; starts and stops are told", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const events: DomainEvent[] = [];
	store.onCommit((committed) => events.push(...committed));
	const create = (fields: object) =>
		write((tx) =>
			createComputeNode(tx, {
				workflow_id: id,
				hostname: "node1.site",
				pid: 7,
				start_time: "2026-03-01T12:00:00Z",
				num_cpus: 2,
				memory_gb: 4.5,
				num_gpus: 0,
				num_nodes: 1,
				compute_node_type: "slurm",
				...fields,
			}),
		);
	const unset = await create({});
	const active = await create({ is_active: true, labels: ["b", "a"], scheduler: { scheduler_id: 12 } });
	await expectInvalid(create({ labels: ["a,b"] }), "comma");
	expect(unset).toMatchObject({ is_active: false, labels: null, memory_gb: 4.5, end_time: null });
	expect(active).toMatchObject({ is_active: true, labels: ["a", "b"], scheduler: { scheduler_id: 12 } });
	const find = (query: object) => listComputeNodes(store.reader, { workflow_id: id, ...query }).items.map((n) => n.id);
	expect(find({ is_active: true })).toEqual([active.id]);
	expect(find({ is_active: false })).toEqual([]);
	expect(find({ hostname: "NODE1" })).toEqual([unset.id, active.id]);
	expect(find({ scheduled_compute_node_id: 12 })).toEqual([active.id]);
	const stop = () => write((tx) => updateComputeNode(tx, active.id, { is_active: false, duration_seconds: 3 }));
	await stop();
	await stop();
	await expectInvalid(
		write((tx) => updateComputeNode(tx, active.id, { labels: [""] })),
		"empty",
	);
	expect(events.map((event) => [event.event_type, event.data.compute_node_id])).toEqual([
		["compute_node_started", unset.id],
		["compute_node_started", active.id],
		["compute_node_stopped", active.id],
	]);
	expect(find({ is_active: false })).toEqual([active.id]);
	expect(await write((tx) => removeRecords(tx, COMPUTE_NODES, id))).toBe(2);
});

test("results: the stored one becomes current; ids that do not fit are refused", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const [a, b] = (await sample.addJobs([{ name: "first" }, {}])) as [number, number];
	const result = (fields: object = {}) => ({
		workflow_id: id,
		job_id: a,
		run_id: 5,
		compute_node_id: 77,
		return_code: 3,
		status: "failed",
		exec_time_minutes: 0.5,
		completion_time: "2026-03-01T11:00:00Z",
		...fields,
	});
	const store1 = (fields: object = {}) => write((tx) => createResult(tx, result(fields)));
	const first = await store1();
	await expectInvalid(store1(), "already has a result for run_id=5 attempt_id=1");
	await expect(store1({ job_id: 99 })).rejects.toThrow("Job not found with ID: 99");
	const second = await store1({ attempt_id: 2, return_code: 4 });
	const find = (query: object) => listResults(store.reader, { workflow_id: id, ...query }).items;
	expect(find({})).toMatchObject([{ id: second, job_name: "first", attempt_id: 2 }]);
	expect(find({ all_runs: true }).map((item) => item.id)).toEqual([first, second]);
	expect(find({ all_runs: true, return_code: 3 }).map((item) => item.id)).toEqual([first]);
	expect(find({ return_code: 3 })).toEqual([]);
	expect(getJob(store.reader, a).status).toBe("uninitialized");
	await store1({ attempt_id: 3, exec_time_minutes: 1e300, completion_time: "some day" });
	await store1({ attempt_id: 4, exec_time_minutes: 1e300 });
	const update = (fields: Readonly<Record<string, unknown>>) => write((tx) => updateResult(tx, second, fields));
	await expectInvalid(update({ attempt_id: 1 }), "already has a result");
	await expectInvalid(update({ job_id: b }), "job_id of a result is immutable");
	expect(await update(result({ attempt_id: 2, return_code: 9, job_id: a }))).toMatchObject({ return_code: 9 });
	expect(readResultSummary(store.reader, id)).toEqual({
		count: 1,
		total_exec_time_minutes: 1e300,
		walltime_seconds: null,
	});
});

test("failure handlers: rules are a JSON list of rules", async () => {
	await using sample = await sampleStore();
	const create = (rules: string) =>
		sample.write((tx) => createFailureHandler(tx, { workflow_id: sample.id, name: "h", rules }));
	const bad: readonly [string, string][] = [
		["nope", "not JSON"],
		["{}", "expected a JSON list"],
		["[1]", "entry 0 is no rule"],
		['[{"exit_codes":["1"]}]', "exit_codes must be integers"],
		['[{},{"match_all_exit_codes":1}]', "entry 1: match_all_exit_codes"],
		['[{"recovery_script":1}]', "recovery_script must be text"],
		['[{"recovery_script_failure":"go"}]', "recovery_script_failure must be stop or retry"],
		['[{"max_retries":1.5}]', "max_retries must be an integer"],
	];
	for (const [rules, words] of bad) await expectInvalid(create(rules), words);
	const rules = '[{"exit_codes": [1], "max_retries": 2}]';
	const handler = await create(rules);
	expect(handler.rules).toBe(rules);
	const [job] = await sample.addJobs([{ failure_handler_id: handler.id }]);
	await sample.write((tx) => removeRecord(tx, FAILURE_HANDLERS, handler.id));
	expect(getJob(sample.store.reader, job as number).failure_handler_id).toBeNull();
});

test("events hold any JSON and are found by category and time", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const noon = Date.parse("2026-03-01T12:00:00Z");
	expect(latestEventTimestamp(store.reader, id)).toBeNull();
	const ids: number[] = [];
	for (const data of [{ category: "scheduler", n: 1 }, undefined, 5, [{ category: "scheduler" }]]) {
		ids.push(await write((tx) => addEvent(tx, id, data)));
	}
	const find = (query: object) => listEvents(store.reader, { workflow_id: id, ...query });
	expect(find({}).items.map((event) => event.data)).toEqual([
		{ category: "scheduler", n: 1 },
		null,
		5,
		[{ category: "scheduler" }],
	]);
	expect(find({ category: "scheduler" })).toMatchObject({ total_count: 1, items: [{ id: ids[0], timestamp: noon }] });
	expect(find({ after_timestamp: noon }).items).toEqual([]);
	expect(find({ after_timestamp: noon - 1 }).total_count).toBe(4);
	expect(latestEventTimestamp(store.reader, id)).toBe(noon);
	expect((await write((tx) => changeRecord(tx, EVENTS, ids[1] as number, { data: { x: 1 } }))).data).toEqual({ x: 1 });
	await expect(write((tx) => addEvent(tx, 99, 1))).rejects.toThrow("Workflow not found with ID: 99");
});

test("absent and null mean unchanged in updates; flags are always answered", async () => {
	await using sample = await sampleStore();
	const { id, store, write } = sample;
	const scheduler = await write((tx) =>
		createRecord(tx, SLURM_SCHEDULERS, { workflow_id: id, account: "a", nodes: 1, walltime: "01:00:00", qos: "high" }),
	);
	expect(scheduler).toMatchObject({ serialize_allocations: false, name: null });
	await write((tx) =>
		changeRecord(tx, SLURM_SCHEDULERS, scheduler.id, { qos: null, nodes: 2, workflow_id: 99, unknown: 1 }),
	);
	expect(getRecord(store.reader, SLURM_SCHEDULERS, scheduler.id)).toMatchObject({
		workflow_id: id,
		qos: "high",
		nodes: 2,
	});
	await expect(write((tx) => changeRecord(tx, SLURM_SCHEDULERS, 99, {}))).rejects.toThrow(
		"SlurmScheduler not found with ID: 99",
	);
});
