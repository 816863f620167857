// Whole units in, whole units out: whatever is taken and released, nothing is lost and nothing is made.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { gpuIds } from "./gpu-pool.ts";
import { type Capacity, Ledger } from "./ledger.ts";

const GIB = 2 ** 30;
const node = { name: null, numCpus: 8, memoryBytes: 16 * GIB, numGpus: 3, takesSingleJobs: true };
const ONE: Capacity = { nodes: [node], gpuIds: ["0", "1", "2"] };
const TWO: Capacity = {
	nodes: [
		{ ...node, name: "a", numGpus: 0 },
		{ ...node, name: "b", numGpus: 0 },
	],
	gpuIds: [],
};
const needs = fc.record({
	num_cpus: fc.integer({ min: 1, max: 4 }),
	memory_bytes: fc.integer({ min: 0, max: 6 * GIB }),
	num_gpus: fc.integer({ min: 0, max: 2 }),
	num_nodes: fc.constant(1),
});

test("after every release the offer is what it was", () => {
	fc.assert(
		fc.property(fc.array(needs, { maxLength: 12 }), (jobs) => {
			const ledger = new Ledger(ONE, null);
			const whole = ledger.offer([], null);
			const taken = jobs.flatMap((job) => {
				const placement = ledger.take(job);
				return placement === null ? [] : [{ job, placement }];
			});
			const ids = taken.flatMap(({ placement }) => placement.gpuIds);
			expect(new Set(ids).size).toBe(ids.length);
			expect(taken.reduce((sum, { job }) => sum + job.num_cpus, 0)).toBeLessThanOrEqual(node.numCpus);
			for (const { job, placement } of taken) ledger.release(job, placement);
			expect(ledger.offer([], null)).toEqual(whole);
		}),
	);
});

test("queue mode counts jobs; they share GPUs only where none is idle", () => {
	const ledger = new Ledger(ONE, 3);
	const job = { num_cpus: 100, memory_bytes: 0, num_gpus: 1, num_nodes: 1 };
	const two = { ...job, num_gpus: 2 };
	expect(ledger.take(two)).toMatchObject({ gpuIds: ["0", "1"], sharesGpus: false });
	const short = ledger.take(job);
	expect(short).toMatchObject({ gpuIds: ["2"], sharesGpus: false });
	ledger.release(job, short as NonNullable<typeof short>);
	expect(ledger.take(job)).toMatchObject({ gpuIds: ["2"], sharesGpus: false });
	expect(ledger.take(two)).toMatchObject({ gpuIds: ["0", "1"], sharesGpus: true });
	expect(ledger.take(job)).toBeNull();
	expect(ledger.offer([], null)).toBeNull();
	expect(ledger.offer([], null, 2)).toMatchObject({ mode: "count", limit: 2 });
});

test("what waits is not offered again", () => {
	const ledger = new Ledger(ONE, null);
	const job = { num_cpus: 6, memory_bytes: GIB, num_gpus: 0, num_nodes: 1 };
	expect(ledger.offer([job], null)).toMatchObject({ limit: 2, num_cpus: 2, memory_bytes: 15 * GIB });
	expect(ledger.offer([job, job], null)).toBeNull();
});

test("every node is offered by itself", () => {
	const ledger = new Ledger(TWO, null);
	const job = { num_cpus: 6, memory_bytes: GIB, num_gpus: 0, num_nodes: 1 };
	expect(ledger.take(job)?.nodes).toEqual([0]);
	expect(ledger.offer([], null)).toMatchObject({
		limit: 10,
		num_cpus: 8,
		num_nodes: 1,
		nodes: [
			{ num_cpus: 2, is_idle: false },
			{ num_cpus: 8, is_idle: true },
		],
	});
	expect(ledger.take(job)?.nodes).toEqual([1]);
	expect(ledger.take({ ...job, num_cpus: 3 })).toBeNull();
});

test("without steps only whole-node jobs reach the other nodes", () => {
	const [first, second] = TWO.nodes as readonly [typeof node, typeof node];
	const ledger = new Ledger({ nodes: [first, { ...second, takesSingleJobs: false }], gpuIds: [] }, null);
	const job = { num_cpus: 8, memory_bytes: GIB, num_gpus: 0, num_nodes: 1 };
	expect(ledger.take({ ...job, num_nodes: 2 })?.nodes).toEqual([0, 1]);
	ledger.release({ ...job, num_nodes: 2 }, { nodes: [0, 1], gpuIds: [], sharesGpus: false });
	expect(ledger.take(job)?.nodes).toEqual([0]);
	expect(ledger.take(job)).toBeNull();
	expect(ledger.offer([], null)?.nodes).toEqual([
		{ num_cpus: 8, memory_bytes: 16 * GIB, num_gpus: 0, is_idle: true, takes_single_jobs: false },
	]);
});

test("GPU ids come from the scheduler's variables", () => {
	expect(gpuIds({ CUDA_VISIBLE_DEVICES: "3,5" }, 8)).toEqual(["3", "5"]);
	expect(gpuIds({}, 2)).toEqual(["0", "1"]);
});
