// The programs themselves: start, memory and idle load.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createReady, manyJobs } from "./drafts.ts";
import { median, type Row, timed } from "./row.ts";
import { processUse, ROOT, startServerProcess } from "./server-process.ts";

const IDLE_MS = 10_000;

export async function programs(): Promise<Row[]> {
	await using server = await startServerProcess();
	await createReady(server.client, manyJobs(100_000));
	return [...(await commandLine(server.url)), ...(await idle(server.pid))];
}

async function commandLine(url: string): Promise<Row[]> {
	const compiled = join(ROOT, "dist/torc");
	if (!existsSync(compiled)) await spawned([process.execPath, join(ROOT, "tools/build.ts")]);
	const nothing = await medianStart([process.execPath, "-e", "0"]);
	const row = async (what: string, args: string[], budget: number): Promise<Row> => {
		const ms = await medianStart([compiled, ...args]);
		return {
			what: `compiled: ${what}`,
			figure: `${ms.toFixed(0)} ms`,
			reference: `bun -e 0: ${nothing.toFixed(0)} ms`,
			budget: `<= ${budget} ms`,
			isMet: ms <= budget,
		};
	};
	return [
		await row("--help", ["--help"], 35),
		await row("workflows list", ["--url", url, "workflows", "list"], 60),
		await row("status of 100,000 jobs", ["--url", url, "status", "1"], 60),
	];
}

async function medianStart(command: string[]): Promise<number> {
	const times: number[] = [];
	for (let time = 0; time < 15; time++) times.push((await timed(() => spawned(command))).ms);
	return median(times);
}

async function spawned(command: string[]): Promise<void> {
	await Bun.spawn(command, { stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exited;
}

async function idle(pid: number): Promise<Row[]> {
	const before = processUse(pid).cpuSeconds;
	await new Promise((done) => setTimeout(done, IDLE_MS));
	const { cpuSeconds, rssBytes } = processUse(pid);
	const percent = ((cpuSeconds - before) / IDLE_MS) * 100_000;
	const mebibytes = rssBytes / 2 ** 20;
	return [
		{
			what: "server idle: CPU",
			figure: `${percent.toFixed(2)} %`,
			reference: `${IDLE_MS / 1000} s of one core`,
			budget: "<= 0.1 %",
			isMet: percent <= 0.1,
		},
		{
			what: "server idle: memory after creating 100,000 jobs",
			figure: `${mebibytes.toFixed(0)} MiB`,
			reference: "-",
			budget: "<= 60 MiB",
			isMet: mebibytes <= 60,
		},
	];
}
