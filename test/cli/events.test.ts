// torc events monitor: lines while a workflow runs, until it is told to stop.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

/** Something ends again and again, so that the monitor may come whenever it comes. */
const SPEC = `
name: watched
jobs:
  - {name: "tick_{i}", command: sleep 0.2, parameters: {i: "1:500"}}
`;

test("shows what happens, live", async () => {
	using scratch = new Scratch();
	const file = (name: string): string => join(scratch.path, name);
	writeFileSync(file("watched.yaml"), SPEC);
	const running = scratch.start(["run", "watched.yaml", "--num-cpus", "1"]);
	await until(() => existsSync(file("torc_output/job_stdio")));
	const monitor = scratch.start(["events", "monitor", "1", "--level", "debug", "--filename", "lines.txt"]);
	await until(() => existsSync(file("lines.txt")) && readFileSync(file("lines.txt"), "utf8").includes("job_completed"));
	monitor.kill("SIGTERM");
	const { exitCode, stdout } = await monitor.finished;
	expect(exitCode).toBe(0);
	expect(stdout).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] \[info\] job_completed: \{.*"job_name":"tick_\d+"/m);
	expect(readFileSync(file("lines.txt"), "utf8")).toBe(stdout);
	await scratch.json<unknown>("cancel", "watched");
	expect((await running.finished).exitCode).toBe(0);
});

test("ends after its duration", async () => {
	using scratch = new Scratch();
	await scratch.json<unknown>("-s", "workflows", "new", "-n", "quiet");
	const { exitCode, stdout } = await scratch.torc(["-s", "events", "monitor", "quiet", "-d", "0"]);
	expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
});
