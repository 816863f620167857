// Hundreds of claims wait for jobs, and readers follow events, on connections of their own.
import { expect, test } from "bun:test";
import { connect } from "../../src/client/connect.ts";
import { startServer } from "../../src/server/start-server.ts";
import { until } from "../until.ts";
import { readyWorkflow } from "./checked-server.ts";
import { type HeldRequest, holdRequest } from "./held-request.ts";

const WAITERS = 500;
const READERS = 200;

test("of 500 waiting claims each job wakes exactly one, and a cancel wakes all", async () => {
	await using server = await startServer({ databasePath: ":memory:", port: 0 });
	const client = connect({ url: server.url });
	const { id, runId, jobIds } = await readyWorkflow(client, 21);
	const taken = await client.claimNextJobs({ params: { id }, query: { limit: 21 } });
	expect(taken.jobs).toHaveLength(21);

	using held = new HeldRequests();
	const readers = held.hold(READERS, () => holdRequest("GET", `${server.url}/workflows/${id}/events/stream`));
	for (const reader of readers) expect(await reader.head).toContain("200 OK");
	const answers: number[][] = [];
	const waiters = held.hold(WAITERS, () =>
		holdRequest("POST", `${server.url}/workflows/${id}/claim_next_jobs?limit=1&wait_seconds=120`),
	);
	for (const waiter of waiters) void waiter.body.then((body) => answers.push(idsIn(body)));
	await Bun.sleep(200);
	expect(answers).toEqual([]);

	const makeReady = (jobId: number) =>
		client.manageStatusChange({ params: { id: jobId, status: "ready", run_id: runId } });
	await makeReady(jobIds[0] as number);
	await until(() => answers.length > 0);
	await Bun.sleep(100);
	expect(answers).toEqual([[jobIds[0] as number]]);

	await Promise.all(jobIds.slice(1).map(makeReady));
	await until(() => answers.length >= 21);
	await Bun.sleep(100);
	expect(answers.flat().sort((a, b) => a - b)).toEqual(jobIds);
	expect(answers).toHaveLength(21);

	await client.cancelWorkflow({ params: { id } });
	await Promise.all(waiters.map((waiter) => waiter.body));
	expect(answers.flat()).toHaveLength(21);
	expect(answers).toHaveLength(WAITERS);
}, 120_000);

/** Hangs up all of them when disposed. */
class HeldRequests implements Disposable {
	private readonly all: HeldRequest[] = [];

	hold(count: number, open: () => HeldRequest): HeldRequest[] {
		const requests = Array.from({ length: count }, open);
		this.all.push(...requests);
		return requests;
	}

	[Symbol.dispose](): void {
		for (const request of this.all) request[Symbol.dispose]();
	}
}

const idsIn = (body: string): number[] => (JSON.parse(body) as { jobs: { id: number }[] }).jobs.map((job) => job.id);
