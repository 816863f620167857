// The server, or Slurm's controller, goes away in the moment of the warning: nothing is lost, nothing runs twice.
import { expect, test } from "bun:test";
import { Cluster } from "./lab/cluster.ts";
import { smallSpec, WORK } from "./small-spec.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";
import { processesOf, words } from "./traces.ts";

/** One saves when it is asked, one may go on and ends by itself meanwhile, one had ended before. */
const FILES = {
	"work.py": WORK,
	"spec.json": smallSpec({
		executionConfig: { sigkill_headroom_seconds: 15 },
		jobs: {
			saves: { command: "python3 work.py 12 2" },
			finishes: { command: "python3 work.py 10", supports: false },
			before: { command: "python3 work.py 0.1" },
			after: { command: "test -e result-saves && python3 work.py 0.1", dependsOn: ["saves"] },
		},
		scheduler: { extra: "-n4" },
	}),
};

async function start(torc: TorcOnSlurm) {
	const folder = torc.place("outage", FILES);
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	const running = () => words(folder, "saves").length > 0 && words(folder, "before").includes("end");
	await torc.until("the jobs run", running);
	return { folder, id, slurmJob: slurmJobs[0] as string };
}

async function checkNothingLost(torc: TorcOnSlurm, folder: string, id: number): Promise<void> {
	await torc.untilCompleted(id, folder);
	expect(words(folder, "before")).toEqual(["start", "end"]);
	expect(words(folder, "finishes")).toEqual(["start", "end"]);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved", "resumed", "end"]);
	expect(words(folder, "after")).toEqual(["start", "end"]);
	const results = await torc.results(id);
	const all = results.map(({ job_name, attempt_id, status, return_code }) => [
		job_name,
		attempt_id,
		status,
		return_code,
	]);
	expect(all.map(String).sort()).toEqual([
		"after,1,completed,0",
		"before,1,completed,0",
		"finishes,1,completed,0",
		"saves,1,terminated,0",
		"saves,2,completed,0",
	]);
}

test.concurrent("the server is killed at the warning and started a minute later", async () => {
	const cluster = await Cluster.start({ cpus: 4, memoryMb: 1000, proctrack: "cgroup" });
	const torc = await TorcOnSlurm.start(cluster);
	try {
		const { folder, id, slurmJob } = await start(torc);
		await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
		await torc.killServer();
		const away = Date.now();
		const ended = await cluster.waitForState(slurmJob, ["COMPLETED", "FAILED", "TIMEOUT"]);
		expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
		expect(processesOf(folder)).toEqual([]);
		await Bun.sleep(60_000 - (Date.now() - away));
		await torc.startServer();
		const submitted = await torc.torc(folder, "submit", String(id));
		expect({ code: submitted.code, stderr: submitted.stderr }).toMatchObject({ code: 0 });
		await checkNothingLost(torc, folder, id);
	} finally {
		await torc.stop();
		await cluster.down();
	}
}, 240_000);

test.concurrent("Slurm's controller is stopped at the warning", async () => {
	const cluster = await Cluster.start({ cpus: 4, memoryMb: 1000, proctrack: "linuxproc" });
	const torc = await TorcOnSlurm.start(cluster);
	try {
		const { folder, id, slurmJob } = await start(torc);
		await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
		await cluster.stopController();
		const done = async () => {
			const { saves, finishes } = await torc.statuses(id);
			return saves === "terminated" && finishes === "completed";
		};
		await torc.until("the ends are reported", done);
		await torc.until("no process is left", () => processesOf(folder).length === 0);
		await cluster.startController();
		const ended = await cluster.waitForState(slurmJob, ["COMPLETED", "FAILED", "TIMEOUT", "NODE_FAIL"]);
		expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
		expect((await torc.torc(folder, "submit", String(id))).code).toBe(0);
		await checkNothingLost(torc, folder, id);
	} finally {
		await torc.stop();
		await cluster.down();
	}
}, 240_000);
