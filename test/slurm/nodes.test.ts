// Allocations of two nodes without steps: a worker on each, or one runner and jobs that ask for whole nodes.
import { expect, test } from "bun:test";
import { Cluster } from "./lab/cluster.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";
import { processesOf, RECORD, traces } from "./traces.ts";

const ENDED = ["COMPLETED", "TIMEOUT", "FAILED", "CANCELLED"];

function specOf(parts: object, scheduler: object, action: object = {}): string {
	return JSON.stringify({
		name: "nodes",
		...parts,
		slurm_schedulers: [{ name: "s", account: "a", nodes: 2, walltime: "00:05:00", mem: "1000", ...scheduler }],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "s",
				scheduler_type: "slurm",
				num_allocations: 1,
				...action,
			},
		],
	});
}

const SIX = Array.from({ length: 6 }, (_, n) => `job-${n}`);
const WORKERS = specOf(
	{
		execution_config: { sigterm_lead_seconds: 8, sigkill_headroom_seconds: 6, staggered_start: false },
		jobs: SIX.map((name) => ({
			name,
			command: "bash wrapper.sh",
			resource_requirements: { num_cpus: 1, memory: "200m", runtime: "PT1M" },
		})),
	},
	// Tasks of the allocation are not workers.
	{ ntasks_per_node: 3 },
	{ start_one_worker_per_node: true },
);
const WORKER_FILES = {
	"record.sh": RECORD,
	"wrapper.sh": "bash handler.sh\n",
	"handler.sh": `[ -e saved-$TORC_JOB_NAME ] && { bash record.sh resumed; exit 0; }
for s in USR1 USR2 INT HUP; do trap "bash record.sh $s" $s; done
trap 'bash record.sh TERM; sleep 1; touch saved-$TORC_JOB_NAME; bash record.sh saved; exit 0' TERM
bash record.sh on $SLURMD_NODENAME
while :; do sleep 0.1; done
`,
	"spec.json": WORKERS,
};

for (const proctrack of ["cgroup", "linuxproc"] as const) {
	test.concurrent(`a warning reaches the workers of both nodes with proctrack/${proctrack}`, async () => {
		const cluster = await Cluster.start({ nodes: 2, cpus: 3, memoryMb: 1000, proctrack });
		const torc = await TorcOnSlurm.start(cluster);
		try {
			const folder = torc.place("workers", WORKER_FILES);
			const { id, slurmJobs } = await torc.submit(folder, "spec.json");
			const slurmJob = slurmJobs[0] as string;
			await torc.until("all jobs run", () => SIX.every((name) => traces(folder, name).length > 0));
			const places = SIX.map((name) => traces(folder, name)[0]?.what);
			for (const node of cluster.nodeNames) expect(places.filter((what) => what === `on ${node}`)).toHaveLength(3);
			const { items: nodes } = await torc.client.listComputeNodes({ query: { workflow_id: id } });
			expect(nodes.map((node) => [node.num_cpus, node.memory_gb, node.num_nodes])).toEqual([
				[3, 1000 / 1024, 1],
				[3, 1000 / 1024, 1],
			]);

			await cluster.setEnd(slurmJob, 60);
			const warnedAt = Date.now() / 1000;
			await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
			const ended = await cluster.waitForState(slurmJob, ENDED);
			expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
			expect(processesOf(folder)).toEqual([]);
			const statuses = await torc.statuses(id);
			const results = await torc.results(id);
			for (const name of SIX) {
				const seen = traces(folder, name);
				const heard = seen.filter(({ what }) => what !== "saved" && !what.startsWith("on"));
				expect({ name, heard: [...new Set(heard.map(({ what }) => what))] }).toEqual({ name, heard: ["TERM"] });
				expect((heard[0]?.at as number) - warnedAt).toBeLessThan(5);
				expect({ name, saved: seen.some(({ what }) => what === "saved") }).toEqual({ name, saved: true });
				const result = results.find((each) => each.job_name === name);
				expect([name, statuses[name], result?.return_code]).toEqual([name, "terminated", 143]);
			}
			const { items: records } = await torc.client.listScheduledComputeNodes({ query: { workflow_id: id } });
			expect(records.map(({ status }) => status)).toEqual(["complete"]);
		} finally {
			await torc.stop();
			await cluster.down();
		}
	}, 120_000);
}

const SINGLES = Array.from({ length: 4 }, (_, n) => `single-${n}`);
const WHOLE = specOf(
	{
		jobs: [
			{
				name: "whole",
				command:
					"srun --nodes=2 --ntasks=2 --ntasks-per-node=1 --mem=100 bash record.sh 'on $SLURMD_NODENAME'; bash record.sh end",
				priority: 5,
				resource_requirements: { num_cpus: 2, memory: "200m", runtime: "PT1M", num_nodes: 2 },
			},
			...SINGLES.map((name) => ({
				name,
				command: "bash record.sh start $SLURMD_NODENAME; sleep 1; bash record.sh end",
				resource_requirements: { num_cpus: 1, memory: "100m", runtime: "PT1M" },
			})),
		],
	},
	{ extra: "--ntasks=4" },
);

test.concurrent("without steps one node is counted, and two for a job that asks for them", async () => {
	const cluster = await Cluster.start({ nodes: 2, cpus: 2, memoryMb: 1000 });
	const torc = await TorcOnSlurm.start(cluster);
	try {
		const record = `${RECORD.trim().replace("$*", '$(eval echo "$*")')}\n`;
		const folder = torc.place("whole", { "record.sh": record, "spec.json": WHOLE });
		const { id, slurmJobs } = await torc.submit(folder, "spec.json");
		await cluster.waitForState(slurmJobs[0] as string, ENDED);
		const statuses = await torc.statuses(id);
		for (const name of ["whole", ...SINGLES]) expect([name, statuses[name]]).toEqual([name, "completed"]);
		const whole = traces(folder, "whole");
		const places = whole.map(({ what }) => what).filter((what) => what !== "end");
		expect(places.sort()).toEqual(cluster.nodeNames.map((node) => `on ${node}`));
		const spans = SINGLES.map((name) => {
			const [start, end] = traces(folder, name);
			expect(start?.what).toBe(`start ${cluster.nodeNames[0]}`);
			return { start: start?.at as number, end: end?.at as number };
		});
		const wholeEnd = whole.find(({ what }) => what === "end")?.at as number;
		for (const { start, end } of spans) {
			expect(start).toBeGreaterThan(wholeEnd);
			// Two CPUs: itself and one more at most.
			expect(spans.filter((other) => other.start < end && other.end > start).length).toBeLessThanOrEqual(3);
			expect(spans.filter((other) => other.start <= start && other.end > start).length).toBeLessThanOrEqual(2);
		}
	} finally {
		await torc.stop();
		await cluster.down();
	}
}, 120_000);
