// torc plot-resources and generate_plots: which files, under which names.
import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeSampleMetrics } from "../browser/sample-metrics.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

test("pages of all jobs and nodes, of some jobs, and data for Plotly", async () => {
	using scratch = new Scratch();
	mkdirSync(join(scratch.path, "db"));
	writeSampleMetrics(join(scratch.path, "db"));
	const all = await scratch.torc(["plot-resources", "db", "-o", "all"]);
	expect({ exitCode: all.exitCode, stderr: all.stderr }).toEqual({ exitCode: 0, stderr: "" });
	expect(readdirSync(join(scratch.path, "all")).sort()).toEqual([
		"cpu_all_jobs.html",
		"job_1.html",
		"job_2.html",
		"job_3.html",
		"job_4.html",
		"memory_all_jobs.html",
		"summary.html",
		"system_summary.html",
		"system_timeline.html",
	]);
	// Looking leaves nothing beside the measurements.
	expect(readdirSync(join(scratch.path, "db")).filter((name) => !name.endsWith(".db"))).toEqual([]);
	// So that the output folder of a run may be named as well.
	mkdirSync(join(scratch.path, "torc_output"));
	renameSync(join(scratch.path, "db"), join(scratch.path, "torc_output/resource_utilization"));
	const run = await scratch.torc(["-f", "json", "plot-resources", "torc_output", "-o", "run"]);
	expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: "" });
	renameSync(join(scratch.path, "torc_output/resource_utilization"), join(scratch.path, "db"));
	const database = "db/resource_metrics_wf1_hn1_r1.db";
	await scratch.torc(["plot-resources", database, "-o", "some", "-j", "2", "-p", "resource_plot", "-f", "json"]);
	expect(readdirSync(join(scratch.path, "some"))).toContain("resource_plot_job_2.json");
	expect(readdirSync(join(scratch.path, "some"))).not.toContain("resource_plot_cpu_all_jobs.json");
	const { data, layout } = JSON.parse(readFileSync(join(scratch.path, "some/resource_plot_job_2.json"), "utf8"));
	expect(layout.title).toEqual({ text: "simulate (job 2)" });
	expect(data).toMatchObject([
		{ type: "scatter", name: "simulate", yaxis: "y" },
		{ type: "scatter", name: "simulate", yaxis: "y2" },
	]);
	expect(data[0].x).toHaveLength(240);
	expect(data[0].x[0]).toBe("2026-05-01T12:02:00.000Z");
	expect(data[1].y[0]).toBe(2 * 2 ** 30);
});

test.each([
	["no such file", ["nowhere.db"], "There is no database"],
	["no measurements", ["other.db"], "holds no measurements"],
	["not a database", ["text.db"], "File is not a SQLite database"],
	["no samples of the job", ["db", "-j", "99"], "There are no samples of job 99"],
])("%s", async (_title, args, message) => {
	using scratch = new Scratch();
	mkdirSync(join(scratch.path, "db"));
	writeSampleMetrics(join(scratch.path, "db"));
	writeFileSync(join(scratch.path, "other.db"), "");
	writeFileSync(join(scratch.path, "text.db"), "not a database at all, but long enough to be looked at\n".repeat(20));
	const { exitCode, stderr } = await scratch.torc(["plot-resources", ...args]);
	expect({ exitCode, named: stderr.includes(message), stderr }).toMatchObject({ exitCode: 1, named: true });
});

test("a run that asks for plots leaves them beside its measurements", async () => {
	using scratch = new Scratch();
	const spec = `
name: measured
resource_monitor:
  enabled: true
  granularity: time_series
  sample_interval_seconds: 1
  generate_plots: true
jobs:
  # However busy the machine is, it computes for 2 s.
  - {name: busy, command: "(ulimit -t 2; while :; do :; done) || true"}
`;
	writeFileSync(join(scratch.path, "spec.yaml"), spec);
	const { exitCode } = await scratch.torc(["run", "spec.yaml"]);
	expect(exitCode).toBe(0);
	const folder = join(scratch.path, "torc_output/resource_utilization");
	const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
	expect(pages.map((name) => name.replace(/^wf1_h.*_r1_/, "")).sort()).toEqual(["job_1.html", "summary.html"]);
	const again = await scratch.torc(["plot-resources", "torc_output/resource_utilization", "-p", "x", "-f", "json"]);
	expect(again.stdout).toContain("x_job_1.json");
	const { data } = JSON.parse(readFileSync(join(scratch.path, "x_job_1.json"), "utf8"));
	const { items } = await scratch.json<{ items: { exec_time_minutes: number }[] }>("results", "list", "1");
	const seconds = (items[0]?.exec_time_minutes ?? 0) * 60;
	const average = (100 * 2) / seconds;
	expect(Math.max(...data[0].y)).toBeGreaterThan(average / 2);
	expect(Math.max(...data[0].y)).toBeLessThan(300);
});
