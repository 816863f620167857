// A server that is away for three seconds in the middle of a run.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { manyJobs } from "./drafts.ts";
import { type Row, timed } from "./row.ts";
import { scratchFolder, startServerProcess, TORC } from "./server-process.ts";

const JOBS = 500;
const AWAY_MS = 3_000;

export async function outage(): Promise<Row[]> {
	const folder = scratchFolder();
	try {
		writeFileSync(join(folder, "many.yaml"), manyJobs(JOBS, "sleep 0.05"));
		const first = await startServerProcess(folder);
		const port = Number(new URL(first.url).port);
		const run = (): Promise<number> => torc(folder, "--url", first.url, "run", "many.yaml", "--max-parallel-jobs", "8");
		const whole = await timed(run);
		const interrupted = timed(run);
		await Bun.sleep(whole.ms / 3);
		process.kill(first.pid, "SIGKILL");
		await Bun.sleep(AWAY_MS);
		const second = await startServerProcess(folder, port);
		const { ms, value } = await interrupted;
		process.kill(second.pid, "SIGTERM");
		const allowed = whole.ms * 1.5 + AWAY_MS;
		return [
			{
				what: `server killed and away ${AWAY_MS / 1000} s in a ${JOBS}-job run`,
				figure: `${(ms / 1000).toFixed(1)} s, exit code ${value}`,
				reference: `without outage ${(whole.ms / 1000).toFixed(1)} s`,
				budget: "<= 1.5 x the ideal plus the outage",
				isMet: value === 0 && ms <= allowed,
			},
		];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function torc(folder: string, ...args: string[]): Promise<number> {
	const env = { ...process.env, HOME: folder };
	return Bun.spawn([TORC, ...args], { cwd: folder, env, stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exited;
}
