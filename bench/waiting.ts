// What waits: idle event streams and claims without a job. What they cost, and how soon a job reaches one of them.
import { type HeldRequest, holdRequest } from "../test/server/held-request.ts";
import { createReady, manyJobs } from "./drafts.ts";
import { median, type Row } from "./row.ts";
import { processUse, type ServerProcess, startServerProcess } from "./server-process.ts";

const STREAMS = 2_000;
const CLAIMS = 500;
const IDLE_MS = 20_000;
const ROUNDS = 101;

export async function waiting(): Promise<Row[]> {
	await using server = await startServerProcess();
	const { client, url } = server;
	const id = await createReady(client, manyJobs(ROUNDS));
	const { jobs } = await client.claimNextJobs({ params: { id }, query: { limit: ROUNDS } });
	const jobIds = (jobs ?? []).map((job) => job.id as number);
	const before = processUse(server.pid).rssBytes;
	const claim = `${url}/workflows/${id}/claim_next_jobs?limit=1&wait_seconds=600`;
	const streams = Array.from({ length: STREAMS }, () => holdRequest("GET", `${url}/workflows/${id}/events/stream`));
	for (const stream of streams) await stream.head;
	const waiters = new Set(Array.from({ length: CLAIMS }, () => holdRequest("POST", claim)));
	const cost = await idleCost(server, before);
	const handed = await handOut(server, { id, jobIds, waiters, claim });
	for (const request of [...streams, ...waiters]) request[Symbol.dispose]();
	return [...cost, handed];
}

async function idleCost({ pid }: ServerProcess, rssBefore: number): Promise<Row[]> {
	await Bun.sleep(2_000);
	const before = processUse(pid).cpuSeconds;
	await Bun.sleep(IDLE_MS);
	const { cpuSeconds, rssBytes } = processUse(pid);
	const percent = ((cpuSeconds - before) / IDLE_MS) * 100_000;
	const mebibytes = rssBytes / 2 ** 20;
	const what = `${STREAMS} idle event streams and ${CLAIMS} waiting claims`;
	return [
		{
			what: `${what}: CPU`,
			figure: `${percent.toFixed(2)} %`,
			reference: `${IDLE_MS / 1000} s of one core`,
			budget: "< 1 %",
			isMet: percent < 1,
		},
		{
			what: `${what}: memory`,
			figure: `${mebibytes.toFixed(0)} MiB`,
			reference: `without them ${(rssBefore / 2 ** 20).toFixed(0)} MiB`,
			budget: "< 200 MiB",
			isMet: mebibytes < 200,
		},
	];
}

interface Waiting {
	readonly id: number;
	/** Claimed so far; made ready one after the other. */
	readonly jobIds: readonly number[];
	readonly waiters: Set<HeldRequest>;
	/** What the waiters ask. */
	readonly claim: string;
}

/** From the request that makes a job ready to the answer that hands it out; the place that became free is taken again. */
async function handOut({ client }: ServerProcess, { id, jobIds, waiters, claim }: Waiting): Promise<Row> {
	const times: number[] = [];
	const plain: number[] = [];
	for (const jobId of jobIds) {
		const started = performance.now();
		const answered = Promise.race([...waiters].map((waiter) => waiter.body.then((body) => ({ waiter, body }))));
		await client.manageStatusChange({ params: { id: jobId, status: "ready", run_id: 1 } });
		plain.push(performance.now() - started);
		const { waiter, body } = await answered;
		times.push(performance.now() - started);
		if (!body.includes(`"id":${jobId},`)) throw new Error(`expected job ${jobId} of workflow ${id}, got ${body}`);
		waiters.delete(waiter);
		waiters.add(holdRequest("POST", claim));
		await Bun.sleep(20);
	}
	const ms = median(times);
	return {
		what: `a job becomes ready -> one of ${CLAIMS} waiting claims has it, median of ${ROUNDS}`,
		figure: `${ms.toFixed(1)} ms`,
		reference: `the request that makes it ready ${median(plain).toFixed(1)} ms`,
		budget: "<= 20 ms",
		isMet: ms <= 20,
	};
}
