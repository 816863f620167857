// A node dies with all its processes: what ran there is found lost by evidence, says so, and goes on like any other.
import { expect, test } from "bun:test";
import { oneCluster } from "./one-cluster.ts";
import { smallSpec, WORK } from "./small-spec.ts";
import { words } from "./traces.ts";

const { cluster, torc } = await oneCluster({ nodes: 2, cpus: 4, memoryMb: 2000, proctrack: "cgroup" });

async function start(name: string, extra: string, resume: string) {
	const folder = torc.place(name, {
		"work.py": WORK,
		"spec.json": smallSpec({
			jobs: { works: { command: "python3 work.py 4", checkpoint: { paths: ["kept-*"], resume } } },
			scheduler: { extra: `${extra} -n2` },
		}),
	});
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	await torc.until("the job runs", () => words(folder, "works").length > 0);
	return { folder, id, slurmJob: slurmJobs[0] as string };
}

test("a node is lost", async () => {
	const [first = ""] = cluster.nodeNames;
	const requeued = await start("requeued", "", "auto");
	const gone = await start("gone", `--no-requeue -w ${first}`, "manual");
	expect((await cluster.show(requeued.slurmJob)).text).toContain(`NodeList=${first}`);
	await cluster.killNode(first);
	await cluster.waitForState(gone.slurmJob, ["NODE_FAIL"]);

	// Requeued by Slurm, with the same id: its new runner knows what that means. No command is typed.
	await torc.untilCompleted(requeued.id, requeued.folder, 90_000);
	const [lost, completed] = (await torc.results(requeued.id)).sort((a, b) => (a.attempt_id ?? 0) - (b.attempt_id ?? 0));
	expect([lost?.status, completed?.status]).toEqual(["terminated", "completed"]);
	expect(lost?.reason).toMatch(/lost with node .*requeued/);

	// Gone for good: the next command that can ask Slurm finds it.
	expect((await torc.statuses(gone.id)).works).toBe("running");
	const would = await torc.torc(gone.folder, "-f", "json", "workflows", "sync-status", String(gone.id), "--dry-run");
	expect(JSON.parse(would.stdout)).toMatchObject({
		slurm_jobs_failed: 1,
		compute_nodes_deactivated: 1,
		failed_job_details: [{ job_name: "works", slurm_job_id: gone.slurmJob }],
	});
	const status = await torc.torc(gone.folder, "-f", "json", "status", String(gone.id));
	expect(JSON.parse(status.stdout).jobs_by_status).toMatchObject({ terminated: 1, running: 0 });
	expect((await torc.results(gone.id))[0]?.reason).toMatch(/lost with node .*NODE_FAIL/);
	expect(JSON.parse(status.stdout).lost_work.node_loss.node_hours).toBeGreaterThan(0);
	await cluster.startNode(first);
	expect((await torc.torc(gone.folder, "submit", String(gone.id))).code).toBe(0);
	await torc.untilCompleted(gone.id, gone.folder, 60_000);
	expect(words(gone.folder, "works")).toEqual(["start", "start", "end"]);
}, 240_000);
