// Jobs as steps of a real allocation of two nodes: at once, out of memory, warned and killed at the end, accounted for.

import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { countQueries } from "./count-queries.ts";
import { Cluster } from "./lab/cluster.ts";
import { signalLog } from "./signal-log.ts";
import { EIGHT, OUT_OF_MEMORY, STOPPED, stepFiles } from "./step-jobs.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";
import { processesOf, traces } from "./traces.ts";

/** Of the specification: `TERM@10` and a headroom of 8 s. */
const SIGNAL_BEFORE_END = 18;
const KILL_BEFORE_END = 8;
/** The planned instants are met within a second; a busy machine writes them down a moment later. */
const LATE = 1.5;
/** From there a signal goes through scontrol, scancel and slurmd, and the job starts a program to note it. */
const ON_THE_WAY = 3;

const CLUSTERS = [
	{ proctrack: "cgroup", accounting: true },
	{ proctrack: "linuxproc", accounting: false },
] as const;

for (const { proctrack, accounting } of CLUSTERS) {
	test.concurrent(`steps with proctrack/${proctrack}, ${accounting ? "with" : "without"} accounting`, async () => {
		const cluster = await Cluster.start({ nodes: 2, cpus: 4, memoryMb: 1600, gpus: 1, proctrack, accounting });
		const calls = countQueries(cluster);
		const torc = await TorcOnSlurm.start(cluster);
		try {
			const folder = torc.place("steps", stepFiles(proctrack === "cgroup"));
			const { id, slurmJobs } = await torc.submit(folder, "spec.json");
			const slurmJob = slurmJobs[0] as string;
			const end = ((await cluster.waitForState(slurmJob, ["RUNNING"])).endTime as number) / 1000;
			const ended = await cluster.waitForState(slurmJob, ["COMPLETED", "TIMEOUT", "FAILED", "CANCELLED"], 120_000);
			expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
			expect(processesOf(folder)).toEqual([]);
			checkQueries(calls(), slurmJob);
			checkPlaces(folder, cluster);
			checkSamples(folder, cluster, id, slurmJob);
			await checkFailures(torc, id, proctrack === "cgroup");
			await checkStopped(torc, folder, id, end);
			if (accounting) {
				await checkFigures(torc, folder, id, slurmJob);
				await checkCommands(torc, folder, id, slurmJob);
			} else expect((await torc.client.listSlurmStats({ query: { workflow_id: id } })).items).toEqual([]);
			await checkContinuation(torc, folder, id);
		} finally {
			await torc.stop();
			await cluster.down();
		}
	}, 200_000);
}

/** Eight ran at once, four on each node; those without requirements beside each other. */
function checkPlaces(folder: string, cluster: Cluster): void {
	const places = EIGHT.flatMap((name) => traces(folder, name).map(({ what }) => what));
	for (const node of cluster.nodeNames) expect(places.filter((what) => what === `on ${node}`)).toHaveLength(4);
	const [a, b] = ["default-0", "default-1"].map((name) => traces(folder, name));
	expect(a?.[0]?.at).toBeLessThan(b?.[1]?.at as number);
	expect(b?.[0]?.at).toBeLessThan(a?.[1]?.at as number);
}

/** Slurm is asked for all steps at once: what is asked does not grow with the jobs. (sstat comes once per sampling interval; squeue until it knows the steps.) */
function checkQueries(calls: readonly string[], slurmJob: string): void {
	const asked = calls.filter((call) => new RegExp(`^${slurmJob} (squeue|scontrol|sacct) `).test(call));
	const most = {
		"scontrol --oneliner show job": 4,
		"scontrol --oneliner show partition": 1,
		"scontrol --oneliner show step": 1,
	};
	for (const [query, limit] of Object.entries({ ...most, squeue: 5, sacct: 6 })) {
		const same = asked.filter((call) => call.startsWith(`${slurmJob} ${query}`));
		expect({ query, same, few: same.length <= limit }).toEqual({ query, same, few: true });
	}
}

/** The runner samples its own node, a sampler the other one, until the end. */
function checkSamples(folder: string, cluster: Cluster, id: number, slurmJob: string): void {
	const other = `monitor_wf${id}_h${cluster.nodeNames[1]}_r1_sl${slurmJob}.db`;
	const names = readdirSync(join(folder, "torc_output", "resource_utilization")).filter((name) => name.endsWith(".db"));
	expect(names.filter((name) => name.includes("monitor_"))).toEqual([`resource_metrics_${other}`]);
	expect(names).toHaveLength(2);
	for (const name of names) {
		const database = openMetrics(folder, name);
		const count = database.query("SELECT count(*) AS n FROM system_resource_samples").get() as { n: number };
		expect({ name, enough: count.n > 10 }).toEqual({ name, enough: true });
		expect(database.query("SELECT sample_count FROM system_resource_summary").get()).toEqual({ sample_count: count.n });
		database.close();
	}
}

const openMetrics = (folder: string, name: string): Database =>
	new Database(join(folder, "torc_output", "resource_utilization", name), { readonly: true });

async function checkFailures(torc: TorcOnSlurm, id: number, withMemoryLimits: boolean): Promise<void> {
	const statuses = await torc.statuses(id);
	const results = await torc.results(id);
	const codes = (name: string) => results.filter((each) => each.job_name === name).map((each) => each.return_code);
	for (const name of EIGHT) expect([name, statuses[name]]).toEqual([name, "completed"]);
	expect([statuses.fails, codes("fails")]).toEqual(["failed", [3]]);
	if (!withMemoryLimits) return;
	expect(Object.keys(OUT_OF_MEMORY).map((name) => [statuses[name], codes(name).sort()])).toEqual([
		["completed", [0, 137]],
		["failed", [137]],
	]);
}

/** Asked at the planned instant through the step, every process of it once; who ignores it is killed at the other. */
async function checkStopped(torc: TorcOnSlurm, folder: string, id: number, end: number): Promise<void> {
	const statuses = await torc.statuses(id);
	const results = await torc.results(id);
	const signals = signalLog(folder);
	for (const [name, job] of Object.entries(STOPPED)) {
		const result = results.find((each) => each.job_name === name);
		const found = { name, status: statuses[name], code: result?.return_code };
		expect(found).toEqual({ name, status: "terminated", code: job.code });
		const heard = traces(folder, name).filter(({ what }) => what === "TERM");
		expect({ name, heard: heard.length }).toEqual({ name, heard: job.hears });
		const { askedAt, killedAt } = signals.get(result?.job_id ?? 0) ?? { askedAt: null, killedAt: null };
		expect({ name, near: isNear(askedAt, end - SIGNAL_BEFORE_END) }).toEqual({ name, near: true });
		for (const { at } of heard) {
			expect(at).toBeGreaterThan((askedAt as number) - 0.1);
			expect({ name, heardAfter: at - (askedAt as number) < ON_THE_WAY }).toEqual({ name, heardAfter: true });
		}
		const saved = traces(folder, name).filter(({ what }) => what === "saved");
		expect(saved.length).toBeGreaterThanOrEqual(job.hears);
		const completedAt = Date.parse(result?.completion_time as string) / 1000;
		expect(completedAt).toBeLessThan(end - 5);
		if (job.hears > 0) expect(killedAt).toBeNull();
		else expect({ name, near: isNear(killedAt, end - KILL_BEFORE_END) }).toEqual({ name, near: true });
	}
}

const isNear = (at: number | null, planned: number): boolean => at !== null && Math.abs(at - planned) < LATE;

/** One row of figures for each attempt that ran, the results completed by them, and a time series. */
async function checkFigures(torc: TorcOnSlurm, folder: string, id: number, slurmJob: string): Promise<void> {
	const { items } = await torc.client.listSlurmStats({ query: { workflow_id: id } });
	const results = await torc.results(id);
	const key = (each: { job_id: number; run_id: number; attempt_id?: number | null | undefined }) =>
		`${each.job_id}/${each.run_id}/${each.attempt_id}`;
	expect(items.map(key).sort()).toEqual(results.map(key).sort());
	for (const item of items) {
		expect(item.slurm_job_id).toBe(slurmJob);
		expect(item.node_list).toMatch(/^t/);
	}
	const wrapper = results.find((each) => each.job_name === "wrapper");
	expect(wrapper?.peak_memory_bytes).toBeGreaterThan(2 ** 19);
	expect(wrapper?.avg_cpu_percent).toBeGreaterThanOrEqual(0);
	const utilization = join(folder, "torc_output", "resource_utilization");
	const file = readdirSync(utilization).find((name) => /^resource_metrics_wf\d+_sl\d+_n0_p\d+\.db$/.test(name));
	const database = openMetrics(folder, file as string);
	const sampled = database.query("SELECT DISTINCT job_name FROM job_resource_samples JOIN job_metadata USING (job_id)");
	expect(sampled.values().flat()).toContain("wrapper");
	database.close();
}

/** What the commands about accounting and logs say of it. */
async function checkCommands(torc: TorcOnSlurm, folder: string, id: number, slurmJob: string): Promise<void> {
	const json = async (...args: string[]) =>
		JSON.parse((await torc.torc(folder, "-f", "json", "slurm", ...args)).stdout);
	const sacct = await json("sacct", String(id), "--save-json");
	expect(sacct).toMatchObject({ workflow_id: id, total_slurm_jobs: 1, errors: [] });
	const oom = (await torc.results(id)).find((each) => each.job_name === "oom-always");
	expect(sacct.summary).toContainEqual(
		expect.objectContaining({
			slurm_job_id: slurmJob,
			job_step: `wf${id}_j${oom?.job_id}_r${oom?.run_id}_a1`,
			state: "OUT_OF_MEMORY",
			exit_code: "0:125",
			max_rss: expect.stringMatching(/^[\d.]+[KM]B$/),
		}),
	);
	expect(existsSync(join(folder, "torc_output", `sacct_${slurmJob}.json`))).toBe(true);
	// Where the kernel's messages may be read, they are kept after failures.
	if (spawnSync("dmesg").status === 0) {
		const messages = readdirSync(join(folder, "torc_output")).find((name) =>
			name.startsWith(`dmesg_slurm_wf${id}_sl${slurmJob}_n0_pid`),
		);
		expect(readFileSync(join(folder, "torc_output", messages as string), "utf8")).toContain("cgroup out of memory");
	}

	const usage = await json("usage", String(id));
	expect(usage).toMatchObject({ workflow_id: id, total_slurm_jobs: 1, total_nodes: 2 });
	expect(usage.total_node_time_seconds).toBeGreaterThan(80);
	expect(usage.total_node_time_seconds).toBeLessThan(130);
	expect(usage.total_cpu_time_seconds).toBeGreaterThan(0);

	const stats = await json("stats", String(id), "--job-id", String(oom?.job_id));
	expect(stats.items).toMatchObject([{ job_id: oom?.job_id, slurm_job_id: slurmJob }]);

	const logs = await json("parse-logs", "torc_output", "-w", String(id), "--errors-only");
	expect(logs).toMatchObject({ workflow_id: id, slurm_jobs_count: 1, warnings: 0 });
	expect(logs.issues).toContainEqual(
		expect.objectContaining({
			file: `job_wf${id}_j${oom?.job_id}_r${oom?.run_id}_a1.e`,
			slurm_job_id: slurmJob,
			pattern_description: "Killed by the memory limit",
			severity: "error",
			affected_jobs: [{ job_id: oom?.job_id, job_name: "oom-always" }],
		}),
	);
}

/** Nothing is lost: whoever had saved takes it up again, whoever had completed does not run twice. */
async function checkContinuation(torc: TorcOnSlurm, folder: string, id: number): Promise<void> {
	const submitted = await torc.torc(folder, "workflows", "submit", String(id));
	expect(`${submitted.code} ${submitted.stderr}`).toStartWith("0");
	await torc.until("everything stopped has completed", async () => {
		const statuses = await torc.statuses(id);
		return Object.keys(STOPPED).every((name) => statuses[name] === "completed");
	});
	for (const [name, { hears }] of Object.entries(STOPPED)) {
		const resumed = traces(folder, name).filter(({ what }) => what === "resumed");
		expect({ name, resumed: resumed.length }).toEqual({ name, resumed: hears });
	}
	for (const name of EIGHT) expect(traces(folder, name)).toHaveLength(1);
}
