// torc why against the real server: facts are read from what the interface tells.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: reasons
compute_node_wait_for_new_jobs_seconds: 1
resource_requirements:
  - {name: huge, num_cpus: 100000, num_gpus: 0, num_nodes: 1, memory: 1m, runtime: PT1M}
jobs:
  - {name: bad, command: "exit 3"}
  - {name: after_bad, command: "true", depends_on: [bad]}
  - {name: after_that, command: "true", depends_on: [after_bad]}
  - {name: good, command: "true"}
  - {name: large, command: "true", resource_requirements: huge}
  - {name: after_large, command: "true", depends_on: [large, good]}
`;

interface Why {
	readonly status: string;
	readonly reason: string;
	readonly explanation: string;
	readonly remedy: string | null;
	readonly open_blockers: number;
	readonly chain: readonly { readonly job_name: string; readonly status: string }[];
	readonly root_reason: string | null;
}

test("why, by name and by id, before and after a run", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	expect((await scratch.torc(["create", "spec.yaml"])).exitCode).toBe(0);
	expect(await scratch.json<Why>("why", "good", "reasons")).toMatchObject({
		reason: "uninitialized",
		remedy: "torc run 1",
	});

	expect((await scratch.torc(["run", "1", "--skip-checks"])).exitCode).toBe(0);
	const why = (job: string): Promise<Why> => scratch.json<Why>("why", job, "1");
	expect(await why("good")).toMatchObject({ status: "completed", reason: "completed" });
	expect((await why("bad")).explanation).toBe("Job 'bad' failed with return code 3.");
	expect(await why("after_that")).toMatchObject({
		reason: "upstream_failed",
		explanation:
			"Job 'after_that' was canceled because 'bad' failed with return code 3; it depends on it through 'after_bad'.",
		root_reason: "failed",
		chain: [
			{ job_name: "after_bad", status: "canceled" },
			{ job_name: "bad", status: "failed" },
		],
	});
	expect(await why("after_large")).toMatchObject({
		reason: "blocked",
		root_reason: "no_runner",
		open_blockers: 1,
		explanation: "Job 'after_large' is blocked: it waits for 'large', which is ready, but no runner is active.",
		remedy: "torc run 1",
	});
	const { stdout } = await scratch.torc(["why", "5"]);
	expect(stdout).toBe("Job 'large' is ready, but no runner is active.\nWhat helps: torc run 1\n");
});

test("why, while a runner is there", async () => {
	using scratch = new Scratch();
	const spec = `
name: waiting
resource_requirements:
  - {name: one, num_cpus: 1, num_gpus: 0, num_nodes: 1, memory: 1m, runtime: PT1M}
  - {name: huge, num_cpus: 64, num_gpus: 0, num_nodes: 1, memory: 1m, runtime: PT1M}
  - {name: hours, num_cpus: 1, num_gpus: 0, num_nodes: 1, memory: 1m, runtime: PT3H}
jobs:
  - {name: busy, command: "touch begun; while [ ! -e end ]; do sleep 0.05; done", resource_requirements: one, priority: 9}
  - {name: next, command: "true", resource_requirements: one}
  - {name: labeled, command: "true", resource_requirements: one, labels: [gpu]}
  - {name: large, command: "true", resource_requirements: huge}
  - {name: long, command: "true", resource_requirements: hours}
  - {name: after, command: "true", depends_on: [busy]}
`;
	writeFileSync(join(scratch.path, "spec.yaml"), spec);
	const run = scratch.start(["run", "spec.yaml", "--num-cpus", "1", "--time-limit", "PT10M", "--skip-checks"]);
	await until(() => existsSync(join(scratch.path, "begun")));
	const why = (job: string): Promise<Why> => scratch.json<Why>("why", job, "waiting");
	expect(await why("busy")).toMatchObject({ reason: "running", remedy: null });
	expect(await why("next")).toMatchObject({ reason: "waits_for_room" });
	expect((await why("next")).explanation).toContain("busy with 1 job(s)");
	expect(await why("labeled")).toMatchObject({ reason: "labels_unserved" });
	expect(await why("large")).toMatchObject({ reason: "too_large" });
	expect((await why("large")).explanation).toContain("needs 64 CPUs, and the runner on");
	expect(await why("long")).toMatchObject({ reason: "too_long" });
	expect(await why("after")).toMatchObject({ reason: "blocked", root_reason: "running", remedy: null });
	run.kill("SIGTERM");
	writeFileSync(join(scratch.path, "end"), "");
	await run.finished;
});

test("a job that is not there", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	await scratch.torc(["create", "spec.yaml"]);
	const wrong = await scratch.torc(["why", "godd", "1"]);
	expect({
		exitCode: wrong.exitCode,
		named: wrong.stderr.includes("no job named 'godd'\nDid you mean 'good'?"),
	}).toEqual({
		exitCode: 1,
		named: true,
	});
});
