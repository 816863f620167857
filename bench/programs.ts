// The programs themselves: start, memory and idle load.
import { compiledTorc } from "./compiled-torc.ts";
import { createReady, manyJobs } from "./drafts.ts";
import { median, type Row, timed } from "./row.ts";
import { processUse, startServerProcess } from "./server-process.ts";

/** A server is idle when it has cleaned up behind the last request, some ten seconds after it. */
const SETTLE_MS = 15_000;
const IDLE_MS = 20_000;

export async function programs(): Promise<Row[]> {
	await using server = await startServerProcess();
	await createReady(server.client, manyJobs(100_000));
	for (let workflow = 1; workflow < 100; workflow++) await createReady(server.client, manyJobs(1));
	return [...(await commandLine(server.url)), ...(await idle(server.pid))];
}

async function commandLine(url: string): Promise<Row[]> {
	const compiled = await compiledTorc();
	const nothing = await medianStart(["/bin/true"]);
	const runtime = await medianStart([process.execPath, "-e", "0"]);
	const row = async (what: string, args: string[], budget: number): Promise<Row> => {
		const ms = await medianStart([compiled, ...args]);
		return {
			what: `compiled: ${what}`,
			figure: `${ms.toFixed(0)} ms`,
			reference: `/bin/true: ${nothing.toFixed(0)} ms, bun -e 0: ${runtime.toFixed(0)} ms`,
			budget: `<= ${budget} ms`,
			isMet: ms <= budget,
		};
	};
	return [
		await row("--help", ["--help"], 35),
		await row("list of 100 workflows", ["--url", url, "workflows", "list", "-a"], 60),
		await row("first page of 100,000 jobs", ["--url", url, "jobs", "list", "1", "--limit", "100"], 60),
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
	await Bun.sleep(SETTLE_MS);
	const before = processUse(pid).cpuSeconds;
	await Bun.sleep(IDLE_MS);
	const { cpuSeconds, rssBytes, privateBytes } = processUse(pid);
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
			reference: `${(privateBytes / 2 ** 20).toFixed(0)} MiB private, the rest is Bun's executable`,
			budget: "<= 60 MiB",
			isMet: mebibytes <= 60,
		},
	];
}
