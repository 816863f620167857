// A chain of allocations finishes a job that none of them has time for, with no command typed in between.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { countQueries } from "./count-queries.ts";
import { Cluster } from "./lab/cluster.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";

/** Works 3.5 times as long as the first allocation has room for, and keeps what it has done when it is asked to stop. */
const JOB = `import os, signal, sys, time

started = time.time()
done = float(open("progress.txt").read()) if os.path.exists("progress.txt") else 0.0
if not os.path.exists("total.txt"):
    open("total.txt", "w").write(str(3.5 * (float(os.environ["TORC_DEADLINE"]) - started)))
total = float(open("total.txt").read())


def save(signum, frame):
    with open("progress.new", "w") as f:
        f.write(str(done + time.time() - started))
    os.rename("progress.new", "progress.txt")
    sys.exit(0)


signal.signal(signal.SIGTERM, save)
while done + time.time() - started < total:
    time.sleep(0.02)
open("result.txt", "a").write("finished\\n")
`;

const SPEC = `name: chain
execution_config: {sigterm_lead_seconds: 35, sigkill_headroom_seconds: 15}
jobs:
  - name: long
    command: python3 job.py
    supports_termination: true
    checkpoint: {paths: [progress.txt], resume: auto}
    resource_requirements: {num_cpus: 1, memory: 50m, runtime: PT4M}
  - name: after
    command: cat result.txt > after.txt
    depends_on: [long]
slurm_schedulers:
  - {name: link, account: a, nodes: 1, walltime: "00:01:00", mem: 200m, serialize_allocations: true}
actions:
  - {trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: link, scheduler_type: slurm, num_allocations: 6}
`;

/** squeue, scontrol and sacct of one allocation that lasts less than 10 minutes (design: budgets). */
const QUERIES_PER_ALLOCATION = 3;

test("six links: four are used, two are canceled, nobody asks Slurm more than allowed", async () => {
	const cluster = await Cluster.start({ cpus: 2, memoryMb: 1000, proctrack: "linuxproc" });
	const calls = countQueries(cluster);
	const torc = await TorcOnSlurm.start(cluster);
	try {
		const folder = torc.place("chain", { "spec.yaml": SPEC, "job.py": JOB });
		const { id, slurmJobs } = await torc.submit(folder, "spec.yaml");
		expect(slurmJobs.length).toBe(6);
		await torc.untilCompleted(id, folder, 200_000);
		const results = await torc.results(id);
		const attempts = results.filter(({ job_name }) => job_name === "long");
		expect(attempts.map(({ attempt_id, status }) => `${attempt_id} ${status}`).sort()).toEqual([
			"1 terminated",
			"2 terminated",
			"3 terminated",
			"4 completed",
		]);
		for (const each of slurmJobs) await cluster.waitForState(each, ["COMPLETED", "CANCELLED", "TIMEOUT", "FAILED"]);
		const states = await Promise.all(slurmJobs.map(async (each) => (await cluster.show(each)).state));
		expect(states).toEqual(["COMPLETED", "COMPLETED", "COMPLETED", "COMPLETED", "CANCELLED", "CANCELLED"]);
		expect(readFileSync(join(folder, "after.txt"), "utf8")).toBe("finished\n");
		// What was done in all is what had to be done: nothing was done twice.
		const total = Number(readFileSync(join(folder, "total.txt"), "utf8"));
		const worked = attempts.reduce((sum, each) => sum + each.exec_time_minutes * 60, 0);
		expect(worked - total).toBeLessThan(0.05 * total + 2);
		for (const slurmJob of slurmJobs.slice(0, 4)) {
			const asked = calls().filter((call) => new RegExp(`^${slurmJob} (squeue|scontrol|sacct)`).test(call));
			expect(asked.length).toBeLessThanOrEqual(QUERIES_PER_ALLOCATION);
		}
	} finally {
		await torc.stop();
		await cluster.down();
	}
}, 300_000);
