// Requests per second of the endpoints that runners and watchers call most, beside a route that does nothing.
import { join } from "node:path";
import { keepMs } from "./disk.ts";
import { createNode, createReady, manyJobs } from "./drafts.ts";
import { type Connection, loadPerSecond } from "./load.ts";
import type { Row } from "./row.ts";
import { announcedPort, type ServerProcess, startServerProcess } from "./server-process.ts";

const CONNECTIONS = 16;
const COUNT = 10_000;

export async function endpoints(): Promise<Row[]> {
	await using server = await startServerProcess();
	const bare = await bareRequests();
	const disk = keepMs(server.folder);
	const rows: Row[] = [];
	for (const [what, work] of Object.entries(await calls(server))) {
		const rate = await loadPerSecond({ url: server.url, connections: CONNECTIONS, count: COUNT }, work);
		const ratio = rate / bare;
		rows.push({
			what: `${what}, ${CONNECTIONS} connections`,
			figure: `${rate} requests/s, ${ratio.toFixed(2)} x bare`,
			reference: READS.has(what)
				? `bare Hono route ${bare}/s`
				: `bare ${bare}/s; disk keeps 4 KiB in ${disk.toFixed(2)} ms`,
			budget: READS.has(what) ? ">= 0.3 x bare" : ">= 0.1 x bare",
			isMet: ratio >= (READS.has(what) ? 0.3 : 0.1),
		});
	}
	return rows;
}

/** What changes nothing; the others wait for the disk. */
const READS: ReadonlySet<string> = new Set([
	"ping",
	"one workflow",
	"is_complete",
	"status",
	"one job",
	"page of 10 jobs",
]);

type Work = (connection: Connection, call: number) => Promise<unknown>;

async function calls({ client }: ServerProcess): Promise<Record<string, Work>> {
	const id = await createReady(client, manyJobs(COUNT));
	const empty = await createReady(client, manyJobs(1));
	await client.claimNextJobs({ params: { id: empty } });
	const node = await createNode(client, id);
	const first = (await client.listJobs({ query: { workflow_id: id, limit: 1 } })).items[0]?.id as number;
	const resources = { num_cpus: 4, memory_gb: 8, num_gpus: 0, num_nodes: 1 };
	const end = { run_id: 1, compute_node_id: node, return_code: 0, status: "completed", exec_time_minutes: 1 };
	const result = { workflow_id: id, ...end, completion_time: "2026-01-01T00:00:00Z" };
	return {
		ping: (to) => to.request("GET", "/ping"),
		"one workflow": (to) => to.request("GET", `/workflows/${id}`),
		is_complete: (to) => to.request("GET", `/workflows/${id}/is_complete`),
		status: (to) => to.request("GET", `/workflows/${id}/status`),
		"one job": (to, call) => to.request("GET", `/jobs/${first + call}`),
		"page of 10 jobs": (to, call) => to.request("GET", `/jobs?workflow_id=${id}&limit=10&offset=${call % 9_000}`),
		"claim that finds nothing": (to) =>
			to.request("POST", `/workflows/${empty}/claim_jobs_based_on_resources/1`, resources),
		"claim of one job": (to) => to.request("POST", `/workflows/${id}/claim_jobs_based_on_resources/1`, resources),
		start_job: (to, call) => to.request("PUT", `/jobs/${first + call}/start_job/1/${node}`),
		complete_job: (to, call) =>
			to.request("POST", `/jobs/${first + call}/complete_job/completed/1`, { ...result, job_id: first + call }),
		"create an event": (to, call) =>
			to.request("POST", "/events", { workflow_id: id, timestamp: 0, data: { category: "bench", call } }),
	};
}

async function bareRequests(): Promise<number> {
	const child = Bun.spawn([process.execPath, join(import.meta.dir, "bare-server.ts")], { stdout: "pipe" });
	try {
		const url = `http://127.0.0.1:${await announcedPort(child.stdout)}/torc-service/v1`;
		const bare: Work = (to) => to.request("GET", "/bare");
		await loadPerSecond({ url, connections: CONNECTIONS, count: COUNT }, bare);
		return await loadPerSecond({ url, connections: CONNECTIONS, count: COUNT }, bare);
	} finally {
		child.kill("SIGTERM");
		await child.exited;
	}
}
