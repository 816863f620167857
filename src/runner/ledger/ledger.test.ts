// Whole units in, whole units out: whatever is taken and released, nothing is lost and nothing is made.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { gpuIds } from "./gpu-pool.ts";
import { Ledger } from "./ledger.ts";

const CAPACITY = { numCpus: 8, memoryBytes: 16 * 2 ** 30, gpuIds: ["0", "1", "2"] };
const needs = fc.record({
	num_cpus: fc.integer({ min: 1, max: 4 }),
	memory_bytes: fc.integer({ min: 0, max: 6 * 2 ** 30 }),
	num_gpus: fc.integer({ min: 0, max: 2 }),
});

test("after every release the offer is what it was", () => {
	fc.assert(
		fc.property(fc.array(needs, { maxLength: 12 }), (jobs) => {
			const ledger = new Ledger(CAPACITY, null);
			const whole = ledger.offer([], null);
			const taken = jobs
				.filter((job) => ledger.fits(job))
				.flatMap((job) => (ledger.fits(job) ? [{ job, gpus: ledger.take(job) }] : []));
			const ids = taken.flatMap(({ gpus }) => gpus);
			expect(new Set(ids).size).toBe(ids.length);
			expect(taken.reduce((sum, { job }) => sum + job.num_cpus, 0)).toBeLessThanOrEqual(CAPACITY.numCpus);
			for (const { job, gpus } of taken) ledger.release(job, gpus);
			expect(ledger.offer([], null)).toEqual(whole);
		}),
	);
});

test("queue mode counts jobs and shares GPUs in turn", () => {
	const ledger = new Ledger(CAPACITY, 2);
	const job = { num_cpus: 100, memory_bytes: 0, num_gpus: 2 };
	expect(ledger.fits(job)).toBe(true);
	expect(ledger.take(job)).toEqual(["0", "1"]);
	expect(ledger.take(job)).toEqual(["2", "0"]);
	expect(ledger.fits(job)).toBe(false);
	expect(ledger.offer([], null)).toBeNull();
	expect(ledger.offer([], null, 2)).toMatchObject({ mode: "count", limit: 2 });
});

test("GPU ids come from the scheduler's variables", () => {
	expect(gpuIds({ CUDA_VISIBLE_DEVICES: "3,5" }, 8)).toEqual(["3", "5"]);
	expect(gpuIds({ SLURM_STEP_GPUS: "gpu:1,2" }, 0)).toEqual(["1", "2"]);
	expect(gpuIds({}, 2)).toEqual(["0", "1"]);
});
