// Ctrl-C and SIGTERM: the first asks jobs to end, the second kills them; either way nothing is lost.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: stop
execution_config: {sigterm_lead_seconds: 30}
jobs:
  - name: polite
    supports_termination: true
    command: "trap 'echo saved > saved.txt; exit 0' TERM; touch polite.on; while true; do sleep 0.05; done"
  - name: stubborn
    supports_termination: true
    command: "trap '' TERM; touch stubborn.on; while true; do sleep 0.05; done"
  - {name: after, command: "true", depends_on: [polite]}
`;

interface Jobs {
	readonly items: readonly { readonly name: string; readonly status: string }[];
}

async function startBoth(scratch: Scratch, spec: string) {
	writeFileSync(join(scratch.path, "stop.yaml"), spec);
	const running = scratch.start(["run", "stop.yaml", "--max-parallel-jobs", "2"]);
	for (const name of ["polite.on", "stubborn.on"]) {
		await until(() => existsSync(join(scratch.path, name)));
	}
	return running;
}

test("the first signal lets jobs save, the second kills the others; both continue", async () => {
	using scratch = new Scratch();
	const running = await startBoth(scratch, SPEC);
	running.kill("SIGINT");
	await until(() => existsSync(join(scratch.path, "saved.txt")));
	// Signals that follow at once count as the same wish.
	await Bun.sleep(500);
	running.kill("SIGINT");
	const { exitCode, stderr } = await running.finished;
	expect(exitCode).toBe(0);
	expect(stderr).toContain("SIGINT: jobs are asked to end and save; once more kills them at once.");
	expect(stderr).toContain("SIGINT again: jobs are killed.");
	expect(stderr).toContain("2 terminated");
	expect(stderr).toContain("torc workflows reinitialize 1 && torc run 1");
	const { items } = await scratch.json<Jobs>("jobs", "list", "1");
	expect(items.map((job) => job.status)).toEqual(["terminated", "terminated", "blocked"]);
	expect((await scratch.torc(["reinit", "1"])).stdout).toContain("Successfully reinitialized workflow 1");
	const after = await scratch.json<Jobs>("jobs", "list", "1");
	expect(after.items.map((job) => job.status)).toEqual(["ready", "ready", "blocked"]);
});

test("--fail-on-error tells terminations apart", async () => {
	using scratch = new Scratch();
	const quick = SPEC.replace("{sigterm_lead_seconds: 30}", "{sigterm_lead_seconds: 1, sigkill_headroom_seconds: 1}");
	writeFileSync(join(scratch.path, "stop.yaml"), quick);
	const args = ["run", "stop.yaml", "--num-cpus", "2", "--time-limit", "PT4S", "--fail-on-error"];
	const { exitCode, stderr } = await scratch.torc(args);
	expect(stderr).toContain("Time limit reached");
	expect(exitCode).toBe(8);
});

test("in queue mode a short time limit is warned about, because nothing is started then", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "stop.yaml"), SPEC);
	const { stderr } = await scratch.torc(["run", "stop.yaml", "--max-parallel-jobs", "2", "--time-limit", "PT2S"]);
	expect(stderr).toContain("no job is started in the last 300 s");
	expect(stderr).toContain("Time limit reached: no job ran");
});
