// The end of a real allocation: who gets which signal when, what becomes of each job, and how it goes on afterwards.
import { expect, test } from "bun:test";
import { DEPENDENTS, ENDING_FILES, ENDING_JOBS, endingSpec } from "./ending-jobs.ts";
import { Cluster } from "./lab/cluster.ts";
import { signalLog } from "./signal-log.ts";
import { TorcOnSlurm } from "./torc-on-slurm.ts";
import { processesOf, traces, words } from "./traces.ts";

/** Of the plan for a minute with `--signal=…@5` and nothing else given: lead 30 s, headroom 15 s. */
const SIGNAL_BEFORE_END = 45;
const KILL_BEFORE_END = 15;
const LEAD = 30;

for (const proctrack of ["cgroup", "linuxproc"] as const) {
	test.concurrent(`a minute's limit with proctrack/${proctrack}`, async () => {
		const cluster = await Cluster.start({ proctrack, cpus: 32, memoryMb: 8000 });
		const torc = await TorcOnSlurm.start(cluster);
		try {
			const folder = torc.place("endings", { ...ENDING_FILES, "spec.json": endingSpec() });
			const { id, slurmJobs } = await torc.submit(folder, "spec.json");
			const slurmJob = slurmJobs[0] as string;
			const running = await cluster.waitForState(slurmJob, ["RUNNING"]);
			const end = (running.endTime as number) / 1000;
			await checkEnding({ torc, folder, id, slurmJob, end, proctrack });
			await checkContinuation(torc, folder, id);
		} finally {
			await torc.stop();
			await cluster.down();
		}
	}, 240_000);
}

interface Ended {
	readonly torc: TorcOnSlurm;
	readonly folder: string;
	readonly id: number;
	readonly slurmJob: string;
	/** Epoch seconds. */
	readonly end: number;
	readonly proctrack: string;
}

async function checkEnding({ torc, folder, id, slurmJob, end, proctrack }: Ended): Promise<void> {
	const ended = await torc.cluster.waitForState(slurmJob, ["COMPLETED", "TIMEOUT", "FAILED", "CANCELLED"], 120_000);
	expect(`${ended.state} ${ended.exitCode}`).toBe("COMPLETED 0:0");
	expect(processesOf(folder)).toEqual([]);
	const statuses = await torc.statuses(id);
	const results = await torc.results(id);
	const signals = signalLog(folder);
	const table: string[] = [];
	for (const [name, job] of Object.entries(ENDING_JOBS)) {
		const result = results.find((each) => each.job_name === name);
		const found = { name, status: statuses[name], code: result?.return_code };
		expect(found).toEqual({ name, status: job.status, code: job.code });
		const { askedAt, killedAt } = signals.get(result?.job_id ?? 0) ?? { askedAt: null, killedAt: null };
		const heard = traces(folder, name).filter(({ what }) => what === "TERM");
		const reportedAt = Date.parse(result?.completion_time as string) / 1000;
		const before = (at: number | null | undefined): string => (at == null ? "-" : (end - at).toFixed(2));
		const row = [name, before(askedAt), before(heard[0]?.at), before(killedAt), before(reportedAt)];
		table.push(`| ${[...row, found.status, found.code].join(" | ")} |`);
		expect({ name, hears: heard.length > 0, killed: killedAt !== null }).toEqual({
			name,
			hears: job.hears,
			killed: job.killed ?? false,
		});
		// The planned instants, or earlier where Slurm warned before: within a second, and never before the promised lead.
		const asked = job.supports !== false && job.status === "terminated";
		expect({ name, asked: askedAt !== null }).toEqual({ name, asked });
		if (askedAt !== null)
			expect({ name, inTime: askedAt - (end - SIGNAL_BEFORE_END) < 1 }).toEqual({ name, inTime: true });
		if (killedAt !== null) expect(Math.abs(killedAt - (end - KILL_BEFORE_END))).toBeLessThan(1);
		if (askedAt !== null && killedAt !== null) expect(killedAt - askedAt).toBeGreaterThanOrEqual(LEAD - 1);
		for (const { at } of heard) expect(at).toBeGreaterThan((askedAt as number) - 0.1);
		expect(reportedAt).toBeLessThan(end - 5);
	}
	console.log(
		`Seconds before the end, proctrack/${proctrack}\n| job | asked | heard | killed | reported | status | code |\n|---|---|---|---|---|---|---|\n${table.join("\n")}`,
	);
	for (const [name, { of }] of Object.entries(DEPENDENTS)) {
		// Nothing is started after the signal: what ends later frees its dependents for the next allocation.
		const expected = of === "before" ? "completed" : ENDING_JOBS[of]?.status === "completed" ? "ready" : "blocked";
		expect(`${name} ${statuses[name]}`).toBe(`${name} ${expected}`);
	}
}

async function checkContinuation(torc: TorcOnSlurm, folder: string, id: number): Promise<void> {
	const submitted = await torc.torc(folder, "workflows", "submit", String(id));
	expect(submitted.code).toBe(0);
	await torc.untilCompleted(id, folder);
	for (const name of Object.keys(DEPENDENTS)) expect(words(folder, name)).toEqual(["ran"]);
	// Whoever had saved took it up again; whoever had completed did not run twice.
	expect(words(folder, "bash")).toEqual(["start", "TERM", "saved", "resumed"]);
	expect(words(folder, "just-in-time")).toEqual(["by itself"]);
	const results = await torc.results(id);
	const attempts = results.filter(({ job_name }) => job_name === "exits-42").map(({ status }) => status);
	expect(attempts.sort()).toEqual(["completed", "terminated"]);
}
