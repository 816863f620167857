// Others take the nodes: the jobs hear of it when the grace begins, save, and go on when the nodes are free again.
import { expect, test } from "bun:test";
import { oneCluster } from "./one-cluster.ts";
import { smallSpec, WORK } from "./small-spec.ts";
import { processesOf, traces, words } from "./traces.ts";

const GRACE = 20;
const AUTO = { paths: ["kept-*"], resume: "auto" };

const { cluster, torc } = await oneCluster({
	nodes: 2,
	cpus: 2,
	memoryMb: 1000,
	proctrack: "cgroup",
	graceSeconds: GRACE,
});

/** Fills a node until it is told to leave. */
async function takeNode(node: string): Promise<string> {
	const words = ["sbatch", "-p", "high", "-w", node, "-n2", "--mem=1000", "-t5", "-o/dev/null", "--wrap", "sleep 300"];
	const { stdout, stderr } = await cluster.run(words);
	const id = /\d+/.exec(stdout)?.[0];
	if (id === undefined) throw new Error(stderr);
	return id;
}

async function preempt(partition: string, node: string) {
	const folder = torc.place(partition, {
		"work.py": WORK,
		"spec.json": smallSpec({
			jobs: { saves: { command: "python3 work.py 8 3", checkpoint: AUTO } },
			scheduler: { partition, extra: `-w ${node} -n2` },
		}),
	});
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	const slurmJob = slurmJobs[0] as string;
	await torc.until("the job runs", () => words(folder, "saves").includes("start"));
	const other = await takeNode(node);
	await torc.until("the job has saved", () => words(folder, "saves").includes("saved"));
	const grace = (await cluster.show(slurmJob)).text;
	// Told at the beginning of the grace, not by Slurm's kill at the end of it.
	const preemptTime = Number(/PreemptTime=(\d+)/.exec(grace)?.[1]);
	const heard = traces(folder, "saves").find(({ what }) => what === "TERM")?.at as number;
	if (!Number.isNaN(preemptTime)) expect(heard - preemptTime).toBeLessThan(GRACE / 2);
	await cluster.waitForState(other, ["RUNNING"]);
	expect(processesOf(folder)).toEqual([]);
	await torc.until("the job is ready to go on", async () => (await torc.statuses(id)).saves === "ready");
	return { id, folder, slurmJob, other };
}

test.concurrent("where Slurm requeues, the same allocation goes on with its jobs by itself", async () => {
	const { id, folder, slurmJob, other } = await preempt("low", cluster.nodeNames[0] as string);
	expect((await cluster.show(slurmJob)).state).toBe("PENDING");
	await cluster.run(["scancel", other]);
	await torc.untilCompleted(id, folder, 90_000);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved", "resumed", "end"]);
	const results = await torc.results(id);
	expect(results.map(({ status, cause }) => [status, cause]).sort()).toEqual([
		["completed", undefined],
		["terminated", "preemption"],
	]);
}, 180_000);

test.concurrent("where Slurm cancels, submitting goes on with them", async () => {
	const { id, folder, other } = await preempt("lowcancel", cluster.nodeNames[1] as string);
	await cluster.run(["scancel", other]);
	expect((await torc.torc(folder, "submit", String(id))).code).toBe(0);
	await torc.untilCompleted(id, folder, 90_000);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved", "resumed", "end"]);
}, 180_000);
