// Slurm signals steps without telling the batch process: the runner knows all the same, and nothing unfinished counts as done.
import { expect, test } from "bun:test";
import { oneCluster } from "./one-cluster.ts";
import { smallSpec, WORK } from "./small-spec.ts";
import { processesOf, words } from "./traces.ts";

const { cluster, torc } = await oneCluster({
	nodes: 3,
	cpus: 2,
	memoryMb: 1000,
	proctrack: "cgroup",
	graceSeconds: 20,
});

const JOBS = { saves: { command: "exec python3 work.py 60" } };

async function start(name: string, scheduler: Readonly<Record<string, unknown>>, mode: "slurm" | "direct") {
	const executionConfig = { mode, sigkill_headroom_seconds: 10 };
	const files = { "work.py": WORK, "spec.json": smallSpec({ jobs: JOBS, scheduler, executionConfig }) };
	const folder = torc.place(name, files);
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	await torc.until("the job runs", () => words(folder, "saves").includes("start"));
	return { folder, id, slurmJob: slurmJobs[0] as string };
}

/** It ended with code 0, and is unfinished work for all that. */
async function checkTerminated(folder: string, id: number): Promise<void> {
	await torc.until("the end is reported", async () => (await torc.results(id)).length > 0, {
		explain: () => torc.explain(id, folder),
	});
	const [result] = await torc.results(id);
	expect([result?.status, result?.return_code]).toEqual(["terminated", 0]);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved"]);
	await torc.until("no process is left", () => processesOf(folder).length === 0);
}

test.concurrent("a step is signaled by hand: only its job is stopped", async () => {
	const { folder, id, slurmJob } = await start("by-hand", { extra: "-n2" }, "slurm");
	await cluster.run(["scancel", "--signal=TERM", slurmJob]);
	await checkTerminated(folder, id);
}, 90_000);

test.concurrent("a preempted allocation whose jobs are steps", async () => {
	const node = cluster.nodeNames[1] as string;
	const { folder, id } = await start("preempted", { partition: "lowcancel", extra: `-n2 -w ${node}` }, "slurm");
	await cluster.run(["sbatch", "-phigh", "-w", node, "-n2", "--mem=1000", "-t1", "-o/dev/null", "--wrap", "sleep 5"]);
	await checkTerminated(folder, id);
}, 90_000);

test.concurrent("a warning without B: reaches jobs that are no steps through the runner", async () => {
	const extra = "-n2 --signal=TERM@5";
	const { folder, id, slurmJob } = await start("without-b", { extra, walltime: "00:10:00" }, "direct");
	const node = (await cluster.show(slurmJob)).text;
	expect(node).toContain("JobState=RUNNING");
	// Slurm's own warning comes up to half a minute before the 5 s; our clock would ask 40 s before the end.
	await cluster.setEnd(slurmJob, 34);
	await checkTerminated(folder, id);
}, 120_000);
