// What a job sees, what it leaves, and what is reported of it.
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InProcessRun } from "./in-process-run.ts";

test("environment, invocation script, files, log lines", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: seen
env: {GREETING: hello, TORC_JOB_NAME: liar}
jobs:
  - name: env
    command: env | sort > OUT/env; test -d $TORC_CHECKPOINT_DIR; ps -o pid=,pgid=,sid= -p $$ > OUT/ids
  - name: one line
    invocation_script: env PREFIXED=yes
    command: bash -c 'echo $PREFIXED; echo problem >&2'
  - name: several lines
    invocation_script: |
      export FROM=script
      echo first
    command: echo $FROM
`);
	const outcome = await run.run({ deadline: Date.now() + 3_600_000 });
	expect(outcome).toMatchObject({ reason: "complete", counts: { completed: 3, failed: 0 }, undelivered: 0 });
	const env = Object.fromEntries(
		run
			.text(/^env$/)
			.split("\n")
			.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
	);
	expect(env).toMatchObject({
		GREETING: "hello",
		TORC_WORKFLOW_ID: "1",
		TORC_JOB_ID: "1",
		TORC_JOB_NAME: "env",
		TORC_RUN_ID: String(outcome.runId),
		TORC_ATTEMPT_ID: "1",
		TORC_RESTART_COUNT: "0",
		TORC_OUTPUT_DIR: run.output,
		TORC_CHECKPOINT_DIR: join(run.output, "checkpoints/wf1_j1"),
	});
	expect(env.TORC_API_URL).toStartWith("http://");
	const hour = Number(env.TORC_DEADLINE) - Date.now() / 1000;
	expect(hour).toBeGreaterThan(3_500);
	expect(hour).toBeLessThan(3_600);
	const [pid, group, session] = run.text(/^ids$/).trim().split(/\s+/);
	expect([group, session]).toEqual([pid, pid]);
	expect(run.text(/job_wf1_j2_r\d+_a1\.o$/)).toBe("yes\n");
	expect(run.text(/job_wf1_j2_r\d+_a1\.e$/)).toBe("problem\n");
	expect(run.text(/job_wf1_j3_r\d+_a1\.o$/)).toBe("first\nscript\n");
	const log = run.text(/^job_runner_.*_wf1_r\d+\.log$/);
	expect(log).toMatch(/Job started workflow_id=1 job_id=1 run_id=\d+ compute_node_id=1 attempt_id=1 pid=\d+\n/);
	expect(log).toMatch(
		/Job completed workflow_id=1 job_id=2 run_id=\d+ attempt_id=1 return_code=0 status=completed exec_time_s=/,
	);
	expect(readdirSync(join(run.output, "journal"))).toEqual([]);
	const node = await run.client.getComputeNode({ params: { id: 1 } });
	expect(node).toMatchObject({ pid: process.pid, is_active: false, compute_node_type: "local" });
	expect(node.duration_seconds).toBeGreaterThan(0);
});

test("ends: codes, signals, missing outputs, a command that is too long", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: ends
files:
  - {name: made, path: OUT/made.txt}
  - {name: unmade, path: OUT/unmade.txt}
jobs:
  - {name: seven, command: exit 7}
  - {name: signal, command: kill -SEGV $$}
  - {name: unknown, command: no-such-program-anywhere}
  - {name: makes, command: echo made > OUT/made.txt, output_files: [made]}
  - {name: forgets, command: "true", output_files: [unmade]}
  - {name: endless, command: ": ${"x".repeat(150_000)}"}
`);
	const outcome = await run.run();
	expect(outcome.counts).toMatchObject({ completed: 1, failed: 5 });
	expect(outcome.hadFailures).toBe(true);
	const results = await run.results();
	const codes = Object.fromEntries(Object.entries(results).map(([name, [first]]) => [name, first?.return_code]));
	expect(codes).toEqual({ seven: 7, signal: 139, unknown: 127, makes: 0, forgets: 1, endless: 126 });
	expect(run.text(/job_wf1_j6_r\d+_a1\.e$/)).toContain("cannot start");
	const { items } = await run.client.listFiles({ query: { workflow_id: 1 } });
	expect(items.find((file) => file.name === "made")?.st_mtime).toBeGreaterThan(Date.now() / 1000 - 60);
});

test("stdio modes; success may leave no files; a second start of an attempt truncates nothing", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: stdio
execution_config: {stdio: {mode: combined}}
jobs:
  - {name: combined, command: echo out; echo err >&2}
  - {name: none, command: echo out, stdio: {mode: none}}
  - {name: no_stdout, command: echo out; echo err >&2, stdio: {mode: no_stdout}}
  - {name: deleted, command: echo out, stdio: {mode: separate, delete_on_success: true}}
  - {name: kept, command: echo out; exit 1, stdio: {mode: separate, delete_on_success: true}}
`);
	const { run_id } = await run.client.getWorkflow({ params: { id: 1 } });
	mkdirSync(join(run.output, "job_stdio"), { recursive: true });
	const earlier = join(run.output, "job_stdio", `job_wf1_j1_r${run_id}_a1.log`);
	writeFileSync(earlier, "of an earlier start\n");
	await run.run();
	expect(readFileSync(earlier, "utf8")).toBe("of an earlier start\n");
	expect(run.text(/_j1_.*_a1_s1\.log$/)).toBe("out\nerr\n");
	expect(() => run.text(/_j2_/)).toThrow("0 files");
	expect(run.text(/_j3_/)).toBe("err\n");
	expect(() => run.text(/_j4_/)).toThrow("0 files");
	expect(run.text(/_j5_.*\.o$/)).toBe("out\n");
});

test("GPUs are given out by id and come back", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: gpus
resource_requirements: [{name: one, num_cpus: 1, num_gpus: 1, memory: 1m}]
jobs:
  - name: "gpu_{i}"
    command: echo $CUDA_VISIBLE_DEVICES $HIP_VISIBLE_DEVICES $ROCR_VISIBLE_DEVICES $TORC_GPU_VISIBLE_DEVICES; sleep 0.1
    resource_requirements: one
    parameters: {i: "1:6"}
`);
	const outcome = await run.run({ capacity: { numCpus: 8, memoryBytes: 2 ** 33, numGpus: 2 } });
	expect(outcome.counts.completed).toBe(6);
	for (let job = 1; job <= 6; job++) expect(run.text(new RegExp(`_j${job}_.*\\.o$`))).toMatch(/^([01]) \1 \1 \1\n$/);
});

test("a job above its memory is killed once it has run an interval, and counts as failed", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: memory
resource_monitor: {enabled: true, sample_interval_seconds: 1, granularity: time_series}
resource_requirements: [{name: small, num_cpus: 1, memory: 20m}]
jobs:
  - name: greedy
    command: head -c 80000000 /dev/zero | tail -c 79000000 | (sleep 30; cat > /dev/null)
    resource_requirements: small
`);
	await run.run();
	const [result] = (await run.results()).greedy ?? [];
	expect(result).toMatchObject({ status: "failed", return_code: 137 });
	expect(result?.peak_memory_bytes).toBeGreaterThan(20 * 2 ** 20);
	expect(existsSync(join(run.output, "resource_utilization"))).toBe(true);
});

test("what cannot be looked at harms one job at most: a name too long, a circle of links, files that the job removed", async () => {
	await using run = await InProcessRun.open();
	await run.create(`name: odd
execution_config: {stdio: {delete_on_success: true}}
files:
  - {name: long, path: "${"x".repeat(300)}"}
  - {name: circle, path: OUT/circle}
jobs:
  - {name: long, command: "true", output_files: [long]}
  - {name: circle, command: ln -s circle OUT/circle, output_files: [circle]}
  - {name: removes, command: rm OUT/job_stdio/job_wf1_j3_*}
  - {name: leads back, command: "cd $TORC_CHECKPOINT_DIR; ln -s . back; echo x > saved; exit 1"}
`);
	expect(await run.run()).toMatchObject({ reason: "complete", counts: { completed: 1, failed: 3 } });
	const { items } = await run.client.listCheckpoints({ query: { workflow_id: 1 } });
	expect(items).toMatchObject([{ job_name: "leads back", num_files: 1, size_bytes: 2 }]);
	const { items: results } = await run.client.listResults({ query: { workflow_id: 1 } });
	expect(results.find((result) => result.job_name === "circle")?.reason).toBe(
		`declared output files are missing: ${run.output}/circle`,
	);
});
