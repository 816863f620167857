// Claims, starts and completions over HTTP, as runners make them.
import type { FinishedReport } from "../src/contract/sync.ts";
import { keepMs } from "./disk.ts";
import { createNode, createReady, manyJobs } from "./drafts.ts";
import { loadPerSecond } from "./load.ts";
import { perSecond, type Row, timed } from "./row.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";

const CLIENTS = 16;
const BATCH = 100;

export async function hotPath(): Promise<Row[]> {
	await using server = await startServerProcess();
	const idle = await pingsPerSecond(server);
	const reference = `${idle} pings/s, ${CLIENTS} clients; disk keeps 4 KiB in ${keepMs(server.folder).toFixed(2)} ms`;
	return [await oneJobPerRequest(server, reference), await batches(server, reference), await syncs(server, reference)];
}

/** What the same server and client do when there is nothing to do. */
const pingsPerSecond = ({ url }: ServerProcess): Promise<number> =>
	loadPerSecond({ url, connections: CLIENTS, count: 20_000 }, (to) => to.request("GET", "/ping"));

const resources = { num_cpus: 100_000, memory_gb: 100_000, num_gpus: 0, num_nodes: 1 };

const resultOf = (workflowId: number, jobId: number, nodeId: number) => ({
	workflow_id: workflowId,
	job_id: jobId,
	run_id: 1,
	compute_node_id: nodeId,
	return_code: 0,
	status: "completed" as const,
	exec_time_minutes: 0.1,
	completion_time: new Date().toISOString(),
});

async function oneJobPerRequest({ client, url }: ServerProcess, reference: string): Promise<Row> {
	const count = 8_000;
	const id = await createReady(client, manyJobs(count));
	const node = await createNode(client, id);
	const rate = await loadPerSecond({ url, connections: CLIENTS, count }, async (to) => {
		const claim = `/workflows/${id}/claim_jobs_based_on_resources/1`;
		const { jobs } = await to.json<{ jobs: { id: number }[] }>("POST", claim, resources);
		const jobId = jobs[0]?.id as number;
		await to.request("PUT", `/jobs/${jobId}/start_job/1/${node}`);
		await to.request("POST", `/jobs/${jobId}/complete_job/completed/1`, resultOf(id, jobId, node));
	});
	const what = "claim + start + complete, one job per request, 16 clients";
	return { what, figure: `${rate} jobs/s`, reference, budget: ">= 5,000 jobs/s", isMet: rate >= 5_000 };
}

async function batches({ client, url }: ServerProcess, reference: string): Promise<Row> {
	const count = 32_000;
	const id = await createReady(client, manyJobs(count));
	const node = await createNode(client, id);
	const batchesPerSecond = await loadPerSecond({ url, connections: CLIENTS, count: count / BATCH }, async (to) => {
		const claim = `/workflows/${id}/claim_jobs_based_on_resources/${BATCH}`;
		const { jobs } = await to.json<{ jobs: { id: number }[] }>("POST", claim, resources);
		for (const job of jobs) await to.request("PUT", `/jobs/${job.id}/start_job/1/${node}`);
		const completions = jobs.map(({ id: job_id }) => {
			return { job_id, status: "completed", run_id: 1, result: resultOf(id, job_id, node) };
		});
		await to.request("POST", `/workflows/${id}/batch_complete_jobs`, { completions });
	});
	const rate = batchesPerSecond * BATCH;
	const what = `claim ${BATCH}, start each, complete as a batch, ${CLIENTS} clients`;
	return { what, figure: `${rate} jobs/s`, reference, budget: ">= 10,000 jobs/s", isMet: rate >= 10_000 };
}

async function syncs({ client }: ServerProcess, reference: string): Promise<Row> {
	const count = 50_000;
	const id = await createReady(client, manyJobs(count));
	const node = await createNode(client, id);
	let done = 0;
	let finished: FinishedReport[] = [];
	const { ms } = await timed(async () => {
		while (done < count) {
			const { jobs } = await client.syncComputeNode({
				params: { id, compute_node_id: node },
				body: {
					run_id: 1,
					started: [],
					finished,
					holding: [],
					labels: [],
					wait_seconds: 0,
					offer: { mode: "count", limit: 100, num_cpus: 0, memory_bytes: 0, num_gpus: 0, num_nodes: 1 },
				},
			});
			done += finished.length;
			finished = jobs.map(({ id: job_id, attempt_id, run_id }) => ({
				job_id,
				attempt_id,
				run_id,
				status: "completed" as const,
				return_code: 0,
				exec_time_minutes: 0.1,
				completion_time: new Date().toISOString(),
			}));
		}
	});
	const rate = perSecond(count, ms);
	const what = "sync, batches of 100, 1 client";
	return { what, figure: `${rate} jobs/s`, reference, budget: ">= 25,000 jobs/s", isMet: rate >= 25_000 };
}
