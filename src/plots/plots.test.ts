// Which plots measurements make, and what is read from databases of runs that go on, of old versions, of allocations.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../sqlite/database.ts";
import { makePlots } from "./make-plots.ts";
import { databaseLabel, nodeName, readSamples } from "./read-samples.ts";
import type { JobSeries, NodeSeries } from "./samples.ts";

const folder = mkdtempSync(join(tmpdir(), "torc-plots-"));
afterAll(() => rmSync(folder, { recursive: true }));

const series = { times: [10, 20], cpuPercent: [50, 150], memoryBytes: [2 ** 30, 3 * 2 ** 30] };
const job = (id: number, name: string): JobSeries => ({ id, name, ...series });
const node: NodeSeries = { name: "n1", totalMemoryBytes: 2 ** 36, ...series };

test.each([
	["nothing", [], [], []],
	["one job", [job(4, "a")], [], ["job_4", "summary"]],
	["jobs", [job(4, "a"), job(5, "b")], [], ["job_4", "job_5", "cpu_all_jobs", "memory_all_jobs", "summary"]],
	["a node", [], [node], ["system_timeline", "system_summary"]],
])("%s", (_title, jobs, nodes, names) => {
	expect(makePlots({ jobs, nodes }).map(({ name }) => name)).toEqual(names);
});

test("peaks, averages, and names that tell jobs apart", () => {
	const summary = makePlots({ jobs: [job(1, "same"), job(2, "same")], nodes: [] }).at(-1);
	expect(summary?.table?.rows).toEqual([
		["same (1)", "150 %", "100 %", "3 GiB", "2 GiB", "2"],
		["same (2)", "150 %", "100 %", "3 GiB", "2 GiB", "2"],
	]);
});

test("of many jobs the largest have bars, all are in the table", () => {
	const many = Array.from({ length: 100 }, (_, index) => ({ ...job(index, `j${index}`), cpuPercent: [index] }));
	const summary = makePlots({ jobs: many, nodes: [] }).at(-1);
	const [bars] = summary?.panels ?? [];
	expect(bars).toMatchObject({ kind: "bars", title: "CPU per job, the 40 largest of 100" });
	expect(bars?.kind === "bars" && bars.categories.slice(0, 2)).toEqual(["j99", "j98"]);
	expect(summary?.table?.rows).toHaveLength(100);
});

test.each([
	["resource_metrics_wf1_hn1_r1.db", "n1"],
	["resource_metrics_wf1_hmy_r2d2_r1.db", "my_r2d2"],
	["resource_metrics_monitor_wf1_hn7_r1_sl77.db", "n7"],
	["resource_metrics_wf1_sl77_n2_p4711.db", "allocation 77 node 2"],
	["resource_metrics_host_1_1.db", "host_1_1"],
])("the node of %s", (name, expected) => {
	expect(nodeName(join("/x", name))).toBe(expected);
});

test("a run that goes on, and attempts in several files", () => {
	const paths = ["a", "b"].map((name) => join(folder, `resource_metrics_${name}.db`));
	const writers = paths.map((path, index) => {
		const database = openDatabase(path);
		database.exec("CREATE TABLE job_resource_samples (job_id, timestamp, cpu_percent, memory_bytes, num_processes)");
		database.run("INSERT INTO job_resource_samples VALUES (7, ?, ?, 5, 1)", 100 - index, index);
		return database;
	});
	try {
		expect(readSamples(paths, []).jobs).toEqual([
			{ id: 7, name: "job 7", times: [99, 100], cpuPercent: [1, 0], memoryBytes: [5, 5] },
		]);
		expect(readSamples(paths, [8]).jobs).toEqual([]);
	} finally {
		for (const writer of writers) writer.close();
	}
	expect(databaseLabel(paths[0] as string)).toBe("a");
	expect(readSamples(paths, [7]).jobs).toHaveLength(1);
});
