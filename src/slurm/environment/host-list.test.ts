// Slurm's short forms of lists, as its programs and variables show them.
import { expect, test } from "bun:test";
import { assignedGpus } from "./assigned-gpus.ts";
import { expandCounts, expandHosts } from "./host-list.ts";

const HOSTS: readonly (readonly [string, readonly string[]])[] = [
	["", []],
	["n1", ["n1"]],
	["n1,n2", ["n1", "n2"]],
	["n[01-03]", ["n01", "n02", "n03"]],
	["n[08-11]", ["n08", "n09", "n10", "n11"]],
	["n[1,3-4],gpu[7-8]", ["n1", "n3", "n4", "gpu7", "gpu8"]],
	["r[1-2]c[1-2]-ib", ["r1c1-ib", "r1c2-ib", "r2c1-ib", "r2c2-ib"]],
	["a-b-1,login", ["a-b-1", "login"]],
];
for (const [list, hosts] of HOSTS) test(`hosts ${list}`, () => expect(expandHosts(list)).toEqual([...hosts]));

test("counts per node", () => {
	expect(expandCounts("4(x2),2")).toEqual([4, 4, 2]);
	expect(expandCounts("104")).toEqual([104]);
	expect(expandCounts("")).toEqual([]);
	expect(expandCounts("4(x2),what")).toEqual([]);
});

const GPUS: readonly (readonly [Record<string, string>, readonly string[] | null])[] = [
	[{}, null],
	[{ CUDA_VISIBLE_DEVICES: "" }, null],
	[{ CUDA_VISIBLE_DEVICES: "3,5", SLURM_JOB_GPUS: "0" }, ["3", "5"]],
	[{ CUDA_VISIBLE_DEVICES: "GPU-8932f937-d72c,MIG-41" }, ["GPU-8932f937-d72c", "MIG-41"]],
	[{ CUDA_VISIBLE_DEVICES: "NoDevFiles" }, []],
	[{ SLURM_STEP_GPUS: "gpu:1,2", SLURM_JOB_GPUS: "0-3" }, ["1", "2"]],
	[{ SLURM_JOB_GPUS: "gpu:0-2,7" }, ["0", "1", "2", "7"]],
];
for (const [env, ids] of GPUS)
	test(`GPUs of ${JSON.stringify(env)}`, () => expect(assignedGpus(env)).toEqual(ids as string[]));
