// Placing jobs on nodes: nothing is overdrawn, nothing is lost, and the sums of room and take agree.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { NodeSet } from "./node-set.ts";

const node = (change: object = {}) => ({
	num_cpus: 4,
	memory_bytes: 400,
	num_gpus: 2,
	is_idle: true,
	takes_single_jobs: true,
	...change,
});
const job = (change: object = {}) => ({ num_cpus: 1, memory_bytes: 10, num_gpus: 0, num_nodes: 1, ...change });

test("jobs of one node fill one node after the other", () => {
	const set = new NodeSet([node(), node()]);
	expect([1, 2, 3].map(() => set.take(job({ num_cpus: 2 })))).toEqual([[0], [0], [1]]);
	expect(set.room(job({ num_cpus: 3 }))).toBe(0);
	expect(set.room(job({ num_cpus: 2 }))).toBe(1);
});

test("a pool of nodes is no node: 3 of 4 CPUs fit twice on two nodes", () => {
	expect(new NodeSet([node(), node()]).room(job({ num_cpus: 3 }))).toBe(2);
	expect(new NodeSet([node(), node({ num_gpus: 0 })]).room(job({ num_gpus: 1 }))).toBe(2);
});

test("jobs of several nodes take whole idle nodes", () => {
	const set = new NodeSet([node(), node(), node()]);
	set.take(job());
	expect(set.take(job({ num_nodes: 2 }))).toEqual([1, 2]);
	expect(set.take(job({ num_nodes: 2 }))).toBeNull();
	expect(set.room(job())).toBe(3);
	set.release(job({ num_nodes: 2 }), [1, 2]);
	expect(set.room(job({ num_nodes: 2 }))).toBe(1);
	expect(set.room(job({ num_nodes: 2, num_cpus: 5 }))).toBe(0);
});

test("nodes that only whole jobs may have", () => {
	const set = new NodeSet([node(), node({ takes_single_jobs: false })]);
	expect(set.room(job())).toBe(4);
	expect(set.room(job({ num_nodes: 2 }))).toBe(1);
});

test("a job that waits is counted against the roomiest node", () => {
	const set = new NodeSet([node({ num_cpus: 1 }), node({ num_cpus: 2 })]);
	set.reserve(job({ num_cpus: 3 }));
	expect(set.rooms().map((room) => room.num_cpus)).toEqual([1, -1]);
});

const needs = fc.record({
	num_cpus: fc.integer({ min: 1, max: 5 }),
	memory_bytes: fc.integer({ min: 0, max: 300 }),
	num_gpus: fc.integer({ min: 0, max: 2 }),
	num_nodes: fc.integer({ min: 1, max: 3 }),
});

test("whatever is taken and released: never overdrawn, as many as room said, and at last as it was", () => {
	fc.assert(
		fc.property(fc.array(needs, { maxLength: 12 }), (jobs) => {
			const set = new NodeSet([node(), node({ num_cpus: 8 }), node({ takes_single_jobs: false })]);
			const before = set.rooms();
			const taken = jobs.flatMap((each) => {
				const fitted = set.room(each);
				const places = set.take(each);
				expect(places !== null).toBe(fitted > 0);
				return places === null ? [] : [{ each, places }];
			});
			for (const room of set.rooms()) {
				expect(Math.min(room.num_cpus, room.memory_bytes, room.num_gpus)).toBeGreaterThanOrEqual(0);
			}
			for (const { each, places } of taken) set.release(each, places);
			expect(set.rooms()).toEqual(before);
		}),
	);
});
