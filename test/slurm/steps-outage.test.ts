// Slurm's controller is away when jobs that are steps have to end: they are told and killed all the same.
import { expect, test } from "bun:test";
import { Cluster } from "./lab/cluster.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";
import { processesOf, RECORD, traces } from "./traces.ts";

const needs = { num_cpus: 1, memory: "50m", runtime: "PT1M" };
const FILES = {
	"record.sh": RECORD,
	"handler.sh": `trap 'bash record.sh TERM; sleep 1; bash record.sh saved; exit 0' TERM
bash record.sh start
while :; do sleep 0.1; done
`,
	"spec.json": JSON.stringify({
		name: "outage",
		execution_config: { mode: "slurm", srun_termination_signal: "TERM@8", sigkill_headroom_seconds: 12 },
		jobs: [
			{ name: "pipe", command: "bash handler.sh | cat", resource_requirements: needs },
			{ name: "ignores", command: "trap '' TERM; bash record.sh start; sleep 300", resource_requirements: needs },
		],
		slurm_schedulers: [{ name: "s", account: "a", nodes: 1, walltime: "00:01:00", mem: "200", extra: "--ntasks=2" }],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "s",
				scheduler_type: "slurm",
				num_allocations: 1,
			},
		],
	}),
};

for (const proctrack of ["cgroup", "linuxproc"] as const) {
	test.concurrent(`steps end in time without the controller, proctrack/${proctrack}`, async () => {
		const cluster = await Cluster.start({ cpus: 2, memoryMb: 1000, proctrack });
		const torc = await TorcOnSlurm.start(cluster);
		try {
			const folder = torc.place("outage", FILES);
			const { id, slurmJobs } = await torc.submit(folder, "spec.json");
			const end = ((await cluster.waitForState(slurmJobs[0] as string, ["RUNNING"])).endTime as number) / 1000;
			await torc.until("both run", () => ["pipe", "ignores"].every((name) => traces(folder, name).length > 0));
			await cluster.stopController();
			const ended = async () => Object.values(await torc.statuses(id)).every((status) => status === "terminated");
			await torc.until("the ends are reported", ended, { limitMs: 90_000 });
			await torc.until("no process is left", () => processesOf(folder).length === 0, { limitMs: 15_000 });
			expect(Date.now() / 1000).toBeLessThan(end);
			const results = await torc.results(id);
			const codes = Object.fromEntries(results.map((result) => [result.job_name, result.return_code]));
			expect(codes).toEqual({ pipe: 143, ignores: 152 });
			expect(traces(folder, "pipe").map(({ what }) => what)).toContain("saved");
			await cluster.startController();
			await cluster.waitForState(slurmJobs[0] as string, ["COMPLETED"]);
		} finally {
			await torc.stop();
			await cluster.down();
		}
	}, 180_000);
}
