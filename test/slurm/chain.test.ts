// Chains of allocations finish a job that none of them has time for, with no command typed in between.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { countQueries } from "./count-queries.ts";
import { oneCluster } from "./one-cluster.ts";

/** `job.py ROOMS`: works so many times as long as the first allocation has room for, and keeps what it has done when it is asked to stop. */
const JOB = `import os, signal, sys, time

started = time.time()
done = float(open("progress.txt").read()) if os.path.exists("progress.txt") else 0.0
if not os.path.exists("total.txt"):
    open("total.txt", "w").write(str(float(sys.argv[1]) * (float(os.environ["TORC_DEADLINE"]) - started)))
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

/** Room for about 10 s in each allocation of a minute. */
const spec = (allocations: number, job: string): string => `name: chain
execution_config: {sigterm_lead_seconds: 35, sigkill_headroom_seconds: 15}
jobs:
  - name: long
    supports_termination: true
    resource_requirements: {num_cpus: 1, memory: 50m, runtime: PT4M}
    ${job}
  - name: after
    command: cat result.txt > after.txt
    depends_on: [long]
slurm_schedulers:
  - {name: link, account: a, nodes: 1, walltime: "00:01:00", mem: 200m, serialize_allocations: true}
actions:
  - {trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: link, scheduler_type: slurm, num_allocations: ${allocations}}
`;
const works = (rooms: number): string => `command: python3 job.py ${rooms}
    checkpoint: {paths: [progress.txt], resume: auto}`;

/** squeue, scontrol and sacct of one allocation that lasts less than 10 minutes (design: budgets). */
const QUERIES_PER_ALLOCATION = 3;

const { cluster, torc } = await oneCluster({ cpus: 6, memoryMb: 1000, proctrack: "linuxproc" });
const calls = countQueries(cluster);

const attemptsOf = async (id: number) =>
	(await torc.results(id))
		.filter(({ job_name }) => job_name === "long")
		.sort((a, b) => (a.attempt_id ?? 0) - (b.attempt_id ?? 0));

test.concurrent("six links: four are used, two are canceled, nobody asks Slurm more than allowed", async () => {
	const folder = torc.place("six", { "spec.yaml": spec(6, works(3.5)), "job.py": JOB });
	const { id, slurmJobs } = await torc.submit(folder, "spec.yaml");
	expect(slurmJobs.length).toBe(6);
	await torc.untilCompleted(id, folder, 200_000);
	const attempts = await attemptsOf(id);
	expect(attempts.map(({ status }) => status)).toEqual(["terminated", "terminated", "terminated", "completed"]);
	const ended = ["COMPLETED", "CANCELLED", "TIMEOUT", "FAILED"];
	const states = await Promise.all(slurmJobs.map(async (each) => (await cluster.waitForState(each, ended)).state));
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
}, 300_000);

test.concurrent("a chain that was made too short is topped up while there is progress", async () => {
	const folder = torc.place("short", { "spec.yaml": spec(1, works(2.5)), "job.py": JOB });
	const { id } = await torc.submit(folder, "spec.yaml");
	await torc.untilCompleted(id, folder, 200_000);
	expect((await attemptsOf(id)).map(({ status }) => status)).toEqual(["terminated", "terminated", "completed"]);
}, 300_000);

test.concurrent("restarts without progress stop, say why, and ask for no further allocation", async () => {
	const stuck = `command: sleep 100
    checkpoint: {paths: [progress.txt], resume: auto, max_restarts_without_progress: 1}`;
	const folder = torc.place("stuck", { "spec.yaml": spec(1, stuck) });
	const { id } = await torc.submit(folder, "spec.yaml");
	await torc.until("the job has stopped", async () => (await torc.statuses(id)).long === "terminated", {
		limitMs: 200_000,
		explain: () => torc.explain(id, folder),
	});
	const attempts = await attemptsOf(id);
	expect(attempts.map(({ status }) => status)).toEqual(["terminated", "terminated"]);
	expect(attempts.at(-1)?.reason).toContain("not continued: 1 restarts in a row brought no newer checkpoint");
	const nodes = await torc.client.listScheduledComputeNodes({ query: { workflow_id: id } });
	expect(nodes.items.length).toBe(2);
	expect((await torc.statuses(id)).after).toBe("blocked");
}, 300_000);
