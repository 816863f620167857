// Creating, initializing and looking at workflows of many jobs.
import { createFromDraft } from "../src/client/create-from-draft.ts";
import { draftOf, manyJobs, twoStages } from "./drafts.ts";
import { median, type Row, timed } from "./row.ts";
import { processUse, type ServerProcess, startServerProcess } from "./server-process.ts";

export async function largeWorkflows(): Promise<Row[]> {
	await using server = await startServerProcess();
	const rows = [
		await creation(server, "create 100,000 jobs from a spec + initialize", manyJobs(100_000), 1_000),
		...(await lookingAt(server, 1, 100_000)),
		await exportAndImport(server),
		await creation(server, "1,000 x 1,000 by regex, create + initialize", twoStages(1_000), 200),
		await creation(server, "10,000 x 10,000 by regex, create + initialize", twoStages(10_000), 1_500),
	];
	await using fresh = await startServerProcess();
	const million = await creation(fresh, "create 1,000,000 jobs + initialize", manyJobs(1_000_000), 12_000);
	const memory = processUse(fresh.pid).rssBytes / 2 ** 20;
	const server400 = { ...million, figure: `${million.figure}, server ${memory.toFixed(0)} MiB` };
	rows.push({ ...server400, budget: `${million.budget}, < 400 MiB`, isMet: million.isMet && memory < 400 });
	rows.push(...(await lookingAt(fresh, 1, 1_000_000)));
	return rows;
}

async function creation({ client }: ServerProcess, what: string, text: string, budgetMs: number): Promise<Row> {
	const expand = await timed(() => draftOf(text));
	const create = await timed(() => createFromDraft(client, expand.value));
	const params = { id: create.value.workflow_id };
	const initialize = await timed(async () => {
		await client.resetWorkflowStatus({ params });
		await client.initializeJobs({ params });
	});
	const total = expand.ms + create.ms + initialize.ms;
	const lines = await timed(() => JSON.stringify(expand.value.jobs).length);
	return {
		what,
		figure: `${total.toFixed(0)} ms (expand ${expand.ms.toFixed(0)}, create ${create.ms.toFixed(0)}, initialize ${initialize.ms.toFixed(0)})`,
		reference: `${lines.ms.toFixed(0)} ms to write the jobs as JSON`,
		budget: `<= ${budgetMs} ms`,
		isMet: total <= budgetMs,
	};
}

async function lookingAt({ client }: ServerProcess, id: number, jobs: number): Promise<Row[]> {
	const ping = await medianMs(() => client.ping());
	const status = (await medianMs(() => client.getWorkflowStatus({ params: { id } }))) - ping;
	const page = async (offset: number): Promise<number> =>
		(await medianMs(() => client.listJobs({ query: { workflow_id: id, offset, limit: 100 } }))) - ping;
	const name = `${jobs.toLocaleString("en")}-job workflow`;
	const reference = `ping ${ping.toFixed(2)} ms, subtracted`;
	const row = (what: string, ms: number, budgetMs: number): Row => ({
		what: `${name}: ${what}`,
		figure: `${ms.toFixed(2)} ms`,
		reference,
		budget: `<= ${budgetMs} ms`,
		isMet: ms <= budgetMs,
	});
	return [
		row("status", status, 1),
		row("first page of 100 jobs", await page(0), 2),
		row(`page of 100 jobs at ${(jobs * 0.9).toLocaleString("en")}`, await page(jobs * 0.9), 2),
	];
}

/** The 100,000-job workflow as a document, out and in again. */
async function exportAndImport({ client }: ServerProcess): Promise<Row> {
	const written = await timed(async () => new Response(await client.exportWorkflow({ params: { id: 1 } })).text());
	const read = await timed(() => client.importWorkflow({ rawBody: () => written.value }));
	const parsed = await timed(() => JSON.parse(written.value) as unknown);
	const megabytes = (written.value.length / 2 ** 20).toFixed(0);
	return {
		what: "export and import of 100,000 jobs",
		figure: `${written.ms.toFixed(0)} + ${read.ms.toFixed(0)} ms, ${megabytes} MiB`,
		reference: `${parsed.ms.toFixed(0)} ms to parse the document`,
		budget: "<= 5,000 ms",
		isMet: written.ms + read.ms <= 5_000,
	};
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let time = 0; time < 51; time++) times.push((await timed(work)).ms);
	return median(times);
}
