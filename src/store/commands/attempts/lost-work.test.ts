// The sums of lost work follow the results: what a checkpoint saved is not counted, what a check finds out later is.
import { expect, test } from "bun:test";
import { type SampleStore, sampleStore } from "../../../../test/store/sample-store.ts";
import { readLostWork } from "../../reads/results/lost-work.ts";
import { createComputeNode } from "../nodes/compute-nodes.ts";
import { deleteResult, updateResult } from "../records/results.ts";
import type { Attempt, CheckpointFacts } from "./record-checkpoint.ts";
import { createCheckpoint } from "./record-checkpoint.ts";
import { type ResultInput, storeResult } from "./store-result.ts";

/** Ten minutes on one CPU of a node of four, ended at 11:00. */
const ENDED: Omit<ResultInput, keyof Attempt> = {
	compute_node_id: 1,
	return_code: 0,
	status: "terminated",
	exec_time_minutes: 10,
	completion_time: "2026-03-01T11:00:00.000Z",
};
const SAVED = { num_files: 1, size_bytes: 5, path: "/state" };
const NONE = { attempts: 0, without_checkpoint: 0, cpu_hours: 0, node_hours: 0 };

const hours = (seconds: number) => expect.closeTo(seconds / 3600, 9) as unknown as number;

interface Sample extends SampleStore {
	readonly job: number;
	store_result(attempt: number, fields?: Partial<ResultInput>): Promise<number>;
	look(facts: Partial<CheckpointFacts>): Promise<unknown>;
	lost(): ReturnType<typeof readLostWork>;
}

async function sampleWithNode(): Promise<Sample> {
	const sample = await sampleStore();
	const [job = 0] = await sample.addJobs([{}]);
	const node = { hostname: "n", pid: 1, start_time: "2026-03-01T09:00:00Z", memory_gb: 8, num_gpus: 0, num_nodes: 1 };
	await sample.write((tx) =>
		createComputeNode(tx, { workflow_id: sample.id, ...node, num_cpus: 4, compute_node_type: "local" }),
	);
	const identity = (attempt_id: number) => ({ workflow_id: sample.id, job_id: job, run_id: 1, attempt_id });
	return {
		...sample,
		job,
		store_result: (attempt, fields = {}) =>
			sample.write((tx) => storeResult(tx, { ...identity(attempt), ...ENDED, ...fields })),
		look: (facts) =>
			sample.write((tx) =>
				createCheckpoint(tx, { workflow_id: sample.id, job_id: job, saved_at: "", ...SAVED, ...facts }),
			),
		lost: () => readLostWork(sample.store.reader, sample.id),
	};
}

test("an attempt without a checkpoint is lost as a whole; one that saved only since then", async () => {
	await using sample = await sampleWithNode();
	await sample.store_result(1);
	expect(sample.lost()).toMatchObject({
		wall_time: { attempts: 1, without_checkpoint: 1, cpu_hours: hours(600), node_hours: hours(150) },
		failure: NONE,
	});
	const checkpoint = { ...SAVED, saved_at: "2026-03-01T10:59:50.000Z" };
	await sample.store_result(2, { cause: "node_loss", checkpoint });
	await sample.store_result(3, { status: "failed", return_code: 1 });
	await sample.store_result(4, { status: "completed" });
	await sample.store_result(5, { status: "canceled" });
	const lost = sample.lost();
	expect(lost.node_loss).toEqual({ attempts: 1, without_checkpoint: 0, cpu_hours: hours(10), node_hours: hours(2.5) });
	expect(lost.failure).toMatchObject({ attempts: 1, cpu_hours: hours(600) });
	expect(lost.cancel).toMatchObject({ attempts: 1, cpu_hours: hours(600) });
	expect(lost.total).toEqual({ attempts: 4, without_checkpoint: 3, cpu_hours: hours(1810), node_hours: hours(452.5) });
});

test("a checkpoint that is found before the next start takes back what its lost node was charged", async () => {
	await using sample = await sampleWithNode();
	await sample.store_result(1, { cause: "node_loss" });
	await sample.look({ saved_at: "2026-03-01T10:58:00.000Z", is_valid: true });
	expect(sample.lost().node_loss).toEqual({
		attempts: 1,
		without_checkpoint: 0,
		cpu_hours: hours(120),
		node_hours: hours(30),
	});
});

test("a broken checkpoint loses the attempt that wrote it and those that relied on it", async () => {
	await using sample = await sampleWithNode();
	const saved_at = "2026-03-01T10:59:50.000Z";
	await sample.store_result(1, { checkpoint: { ...SAVED, saved_at } });
	await sample.store_result(2, { completion_time: "2026-03-01T11:30:00.000Z", checkpoint: { ...SAVED, saved_at } });
	expect(sample.lost().wall_time).toMatchObject({ attempts: 2, without_checkpoint: 0, cpu_hours: hours(610) });
	await sample.look({ saved_at, is_valid: false });
	expect(sample.lost().wall_time).toMatchObject({ attempts: 2, without_checkpoint: 0, cpu_hours: hours(1200) });
});

test("changed and deleted results count as they are then", async () => {
	await using sample = await sampleWithNode();
	const id = await sample.store_result(1);
	const other = await sample.store_result(2);
	await sample.write((tx) => updateResult(tx, id, { status: "failed", exec_time_minutes: 1 }));
	expect(sample.lost()).toMatchObject({ wall_time: { attempts: 1 }, failure: { attempts: 1, cpu_hours: hours(60) } });
	await sample.write((tx) => updateResult(tx, id, { status: "completed" }));
	expect(sample.lost()).toMatchObject({ failure: NONE, total: { attempts: 1, cpu_hours: hours(600) } });
	await sample.write((tx) => deleteResult(tx, other));
	expect(sample.lost().total).toEqual(NONE);
});

test("a checkpoint belongs to an attempt that ended, and to its workflow", async () => {
	await using sample = await sampleWithNode();
	const saved_at = "2026-03-01T10:59:50.000Z";
	expect(sample.look({ saved_at })).rejects.toMatchObject({ kind: "invalid" });
});
