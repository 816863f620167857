// The server is killed with -9 at random moments of a run of 500 jobs, and started again: every job ends exactly once,
// and no result is lost.
import { expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownServer } from "../cli/own-server.ts";
import { Scratch } from "../cli/torc-process.ts";
import { until } from "../until.ts";

const JOBS = 500;
const KILLS = 4;

test("every job ends exactly once although the server dies again and again", async () => {
	using scratch = new Scratch();
	const server = await ownServer(scratch);
	const { url } = server;
	writeFileSync(
		join(scratch.path, "many.yaml"),
		`name: many\njobs:\n  - name: "job_{i:03d}"\n    command: echo {i} >> ran.txt; sleep 0.02\n    parameters: {i: "1:${JOBS}"}\n`,
	);
	await server.start();
	const run = scratch.start(["--url", url, "-f", "json", "run", "many.yaml", "--max-parallel-jobs", "8"]);
	let ended = false;
	void run.finished.then(() => {
		ended = true;
	});
	await until(() => ended || existsSync(join(scratch.path, "ran.txt")));
	for (let kill = 0; kill < KILLS && !ended; kill++) {
		await pause(150 + Math.random() * 500);
		await server.kill("SIGKILL");
		await pause(Math.random() * 400);
		await server.start();
	}
	const { exitCode, stderr, stdout } = await run.finished;
	expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
	expect(JSON.parse(stdout)).toMatchObject({ status: "completed", jobs: { completed: JOBS } });

	const status = await scratch.json<{ jobs_by_status: Record<string, number> }>("--url", url, "status", "1");
	expect(status.jobs_by_status.completed).toBe(JOBS);
	const results = await scratch.json<{ items: { job_id: number; status: string }[] }>(
		"--url",
		url,
		"results",
		"list",
		"1",
		"--all-runs",
	);
	expect(results.items.length).toBe(JOBS);
	expect(new Set(results.items.map((result) => result.job_id)).size).toBe(JOBS);
	const ran = readFileSync(join(scratch.path, "ran.txt"), "utf8").trim().split("\n");
	expect(ran.length).toBe(JOBS);
	expect(new Set(ran).size).toBe(JOBS);
	expect(await server.kill("SIGTERM")).toMatchObject({ exitCode: 0 });
}, 120_000);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
