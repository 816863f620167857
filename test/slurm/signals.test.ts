// Signals in the middle of an allocation: what they mean is found out, and the jobs get what is theirs.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { readProcessTable } from "../../src/platform/process-table.ts";
import { oneCluster } from "./one-cluster.ts";
import { smallSpec, WORK } from "./small-spec.ts";
import { processesOf, traces, words } from "./traces.ts";

const KILL_WAIT = 12;
const ENDED = ["COMPLETED", "FAILED", "TIMEOUT", "CANCELLED"];

const { cluster, torc } = await oneCluster({
	cpus: 32,
	memoryMb: 4000,
	proctrack: "cgroup",
	killWaitSeconds: KILL_WAIT,
});

/** One that saves within 2 s, one that needs 60 s for it, one that is not asked. */
const JOBS = {
	saves: { command: "python3 work.py 60 2" },
	slow: { command: "python3 work.py 60 60" },
	plain: { command: "python3 work.py 60", supports: false },
};

const FILES = {
	"work.py": WORK,
	"spec.json": smallSpec({
		jobs: JOBS,
		scheduler: { extra: "-n4" },
		executionConfig: { sigkill_headroom_seconds: 15 },
	}),
};

async function start(name: string) {
	const folder = torc.place(name, FILES);
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	const running = () => Object.keys(JOBS).every((job) => words(folder, job).length > 0);
	await torc.until("the jobs run", running);
	return { folder, id, slurmJob: slurmJobs[0] as string };
}

/** Whether the batch script has been replaced by the runner, whatever that does yet. */
function hasRunner(slurmJob: string): boolean {
	const text = (pid: number, name: string): string => {
		try {
			return readFileSync(`/proc/${pid}/${name}`, "latin1");
		} catch {
			return "";
		}
	};
	return readProcessTable().some(({ pid }) => {
		const environment = `\0${text(pid, "environ")}`;
		const isBatch =
			environment.includes(`\0SLURM_JOB_ID=${slurmJob}\0`) && environment.includes(`\0SLURM_TASK_PID=${pid}\0`);
		return isBatch && !text(pid, "cmdline").includes("slurm_script");
	});
}

async function codes(id: number): Promise<Record<string, string>> {
	const results = await torc.results(id);
	return Object.fromEntries(results.map((each) => [each.job_name, `${each.status} ${each.return_code}`]));
}

test.concurrent("scancel: asked at once, killed and reported before Slurm kills", async () => {
	const { folder, id, slurmJob } = await start("scancel");
	const canceledAt = Date.now();
	await cluster.run(["scancel", slurmJob]);
	await torc.until("everything is reported", async () => Object.keys(await codes(id)).length === 3);
	expect(await codes(id)).toEqual({ saves: "terminated 0", slow: "terminated 152", plain: "terminated 152" });
	expect(Date.now() - canceledAt).toBeLessThan(KILL_WAIT * 1000);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved"]);
	await torc.until("no process is left", () => processesOf(folder).length === 0);
	const results = await torc.results(id);
	expect(results.map(({ cause }) => cause)).toEqual(["stop", "stop", "stop"]);
	const killed = results.find(({ job_name }) => job_name === "slow");
	expect(Date.parse(killed?.completion_time as string) - canceledAt).toBeGreaterThan((KILL_WAIT - 6) * 1000);
}, 90_000);

test.concurrent("a second signal, which is Slurm's own, makes a warning an end", async () => {
	const { folder, id, slurmJob } = await start("twice");
	await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
	await torc.until("one has saved", () => words(folder, "saves").includes("saved"));
	await Bun.sleep(2_000);
	expect((await codes(id)).plain).toBeUndefined();
	await cluster.run(["scancel", slurmJob]);
	await torc.until("everything is reported", async () => Object.keys(await codes(id)).length === 3);
	expect(await codes(id)).toEqual({ saves: "terminated 0", slow: "terminated 152", plain: "terminated 152" });
	expect(words(folder, "slow").filter((what) => what === "TERM").length).toBe(1);
}, 90_000);

test.concurrent("a warning while the runner starts: it lives, starts nothing, and everything is left to do", async () => {
	const folder = torc.place("early", FILES);
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	const slurmJob = slurmJobs[0] as string;
	// From the exec on, before the program listens and when it does. (Nobody can help a shell that has not run a line.)
	const explain = () => torc.explain(id, folder);
	await torc.until("the runner is there", () => hasRunner(slurmJob), { explain });
	const warn = () => cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
	await torc.until(
		"the runner has heard",
		async () => {
			await warn();
			return torc.logs(folder).includes("Ending:");
		},
		{ explain },
	);
	// The plan stands: whoever was started before the signal came may go on, so the allocation is ended.
	await cluster.run(["scancel", slurmJob]);
	await cluster.waitForState(slurmJob, ENDED);
	await torc.until("everything is reported", async () => {
		const open = Object.values(await torc.statuses(id));
		return !open.some((status) => status === "running" || status === "pending");
	});
	for (const [job, status] of Object.entries(await torc.statuses(id))) {
		expect(`${job} ${status}`).toBe(`${job} ${words(folder, job).length > 0 ? "terminated" : "ready"}`);
	}
	await torc.until("no process is left", () => processesOf(folder).length === 0);
}, 120_000);

test.concurrent("an end that is moved closer is taken up with the next signal, and kept", async () => {
	const { folder, id, slurmJob } = await start("moved");
	await cluster.setEnd(slurmJob, 60);
	await cluster.run(["scancel", "--batch", "--signal=TERM", slurmJob]);
	const end = ((await cluster.show(slurmJob)).endTime as number) / 1000;
	const ended = await cluster.waitForState(slurmJob, ENDED, 90_000);
	expect(ended.state).toBe("COMPLETED");
	const results = await torc.results(id);
	const endOf = (job: string): number => {
		const result = results.find(({ job_name }) => job_name === job);
		return Date.parse(result?.completion_time as string) / 1000;
	};
	// The headroom is given.
	for (const job of ["slow", "plain"]) expect(Math.abs(end - 15 - endOf(job))).toBeLessThan(2);
	expect(traces(folder, "saves").length).toBe(3);
	expect(await codes(id)).toEqual({ saves: "terminated 0", slow: "terminated 152", plain: "terminated 152" });
}, 120_000);

test.concurrent("requeue: jobs save, and the same allocation goes on with them", async () => {
	const folder = torc.place("requeue", {
		"work.py": WORK,
		"spec.json": smallSpec({
			jobs: { saves: { command: "python3 work.py 6 1", checkpoint: { paths: ["kept-*"], resume: "auto" } } },
		}),
	});
	const { id, slurmJobs } = await torc.submit(folder, "spec.json");
	await torc.until("the job runs", () => words(folder, "saves").length > 0);
	await Bun.sleep(1_000);
	await cluster.run(["scontrol", "requeue", slurmJobs[0] as string]);
	await torc.untilCompleted(id, folder, 90_000);
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved", "resumed", "end"]);
	expect((await torc.results(id)).map(({ status }) => status).sort()).toEqual(["completed", "terminated"]);
}, 120_000);

test.concurrent("torc cancel: jobs may save first, their allocation ends, and nothing of it goes on", async () => {
	const { folder, id, slurmJob } = await start("cancel");
	const canceled = await torc.torc(folder, "-f", "json", "cancel", "--no-prompts", String(id));
	expect(JSON.parse(canceled.stdout)).toMatchObject({ status: "success", canceled_slurm_jobs: [slurmJob] });
	expect(await codes(id)).toEqual({ saves: "canceled 0", slow: "canceled 137", plain: "canceled 137" });
	expect(words(folder, "saves")).toEqual(["start", "TERM", "saved"]);
	expect(words(folder, "plain")).toEqual(["start"]);
	expect(ENDED).toContain((await cluster.waitForState(slurmJob, ENDED)).state);
	expect(processesOf(folder)).toEqual([]);
}, 120_000);
