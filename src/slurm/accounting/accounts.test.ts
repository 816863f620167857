// sacct's JSON and table, as Slurm 22.05 wrote them on a test cluster, and the shapes of newer versions.
import { expect, test } from "bun:test";
import { accountsFromJson } from "./accounts-from-json.ts";
import { accountsFromTable } from "./accounts-from-table.ts";

const step = (change: object) => ({
	nodes: { list: ["n1"], count: 1, range: "n1" },
	tres: {
		requested: {
			max: [
				{ type: "cpu", count: 9 },
				{ type: "mem", count: 9_633_792 },
			],
		},
	},
	time: { elapsed: 7, total: { seconds: 1, microseconds: 500_000 } },
	exit_code: { status: "SUCCESS", return_code: 0 },
	state: "COMPLETED",
	step: { job_id: 3, id: 0, name: "wf1_j2_r1_a1" },
	...change,
});
const job = (change: object) => ({
	job_id: 3,
	name: "probe.sh",
	allocation_nodes: 2,
	nodes: "n[1-2]",
	state: { current: "COMPLETED", reason: "None" },
	exit_code: { status: "SUCCESS", return_code: 0 },
	time: { elapsed: 7, total: { seconds: 0, microseconds: 0 } },
	steps: [],
	...change,
});
const read = (...jobs: object[]) => accountsFromJson(JSON.stringify({ meta: {}, errors: [], jobs }));

test("an allocation and its steps", () => {
	const found = read(job({ steps: [step({}), step({ step: { id: "batch", name: "batch" } })] }));
	expect(found?.rows).toEqual([
		{
			slurmJobId: "3",
			step: null,
			state: "COMPLETED",
			exitCode: "0:0",
			elapsedSeconds: 7,
			maxRssBytes: null,
			cpuSeconds: 0,
			nodes: "n[1-2]",
			numNodes: 2,
		},
		{
			slurmJobId: "3",
			step: { id: "0", name: "wf1_j2_r1_a1" },
			state: "COMPLETED",
			exitCode: "0:0",
			elapsedSeconds: 7,
			maxRssBytes: 9_633_792,
			cpuSeconds: 1.5,
			nodes: "n1",
			numNodes: 1,
		},
		expect.objectContaining({ step: { id: "batch", name: "batch" } }),
	]);
	expect([...(found?.documents.keys() ?? [])]).toEqual(["3"]);
});

test("states, numbers and ids in every shape", () => {
	const states = [
		{ state: "FAILED" },
		{ state: ["FAILED"] },
		{ state: { current: ["FAILED"] } },
		{ state: undefined, job_state: "FAILED" },
	];
	for (const shape of states) expect(read(job(shape))?.rows[0]?.state).toBe("FAILED");
	const set = (number: number) => ({ set: true, infinite: false, number });
	const newer = read(
		job({
			job_id: 12,
			allocation_nodes: undefined,
			nodes: "n[01-04]",
			exit_code: { return_code: set(5), signal: { id: { set: false, number: 0 } } },
			time: { elapsed: set(9), total: { seconds: set(3) } },
			steps: [
				step({ step: { id: "12.batch", name: "batch" } }),
				step({ step: { id: { step_id: set(4) } }, exit_code: { return_code: null, signal: { signal_id: 9 } } }),
			],
		}),
	);
	expect(newer?.rows[0]).toMatchObject({ exitCode: "5:0", elapsedSeconds: 9, cpuSeconds: 3, numNodes: 4 });
	expect(newer?.rows.slice(1).map((row) => [row.step?.id, row.exitCode])).toEqual([
		["batch", "0:0"],
		["4", "0:9"],
	]);
});

test("a placeholder is no record, other texts are no document", () => {
	expect(read(job({ name: "allocation", state: { current: "PENDING" } }))?.rows).toEqual([]);
	expect(accountsFromJson("sacct: error")).toBeNull();
	expect(accountsFromJson("{}")).toBeNull();
});

test("the plain table", () => {
	const rows = accountsFromTable(
		[
			"3|a|b.sh|COMPLETED|0:0|7||00:00.744|n[1-2]|2",
			"3.batch|batch|COMPLETED|0:0|7|14328K|00:00.224|n1|1",
			"3.5|e5|FAILED|5:0|0|2764K|1-00:00:06|n1|1",
			"4|allocation|PENDING|0:0|0||00:00:00|None assigned|1",
			"",
		].join("\n"),
	);
	expect(
		rows.map(({ slurmJobId, step, exitCode, cpuSeconds }) => [slurmJobId, step?.name, exitCode, cpuSeconds]),
	).toEqual([
		["3", undefined, "0:0", 0.744],
		["3", "batch", "0:0", 0.224],
		["3", "e5", "5:0", 86_406],
	]);
	expect(rows[0]).toMatchObject({ state: "COMPLETED", nodes: "n[1-2]", numNodes: 2 });
});
