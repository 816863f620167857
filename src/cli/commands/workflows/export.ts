// torc workflows export: the document goes to standard output or into a file, piece by piece.
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Client } from "../../../client/call.ts";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { workflowsExport } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { NOTHING, text } from "../../render/view.ts";

export const command = implement(workflowsExport, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const query = {
			include_results: args.includeResults || undefined,
			include_events: args.includeEvents || undefined,
		};
		const document = await client.exportWorkflow({ params: { id }, query });
		if (args.output === undefined) return printDocument(context, document);
		await writeDocument(document, args.output);
		return { ...(await describe(client, id, args)), output_file: args.output };
	},
	show: (outcome) =>
		outcome === undefined
			? NOTHING
			: text(`Exported workflow ${outcome.workflow_id} (${outcome.jobs} jobs) to ${outcome.output_file}`),
});

async function printDocument(context: Context, document: ReadableStream<Uint8Array>): Promise<undefined> {
	const decoder = new TextDecoder();
	for await (const piece of document) await context.terminal.print(decoder.decode(piece, { stream: true }));
	await context.terminal.print(decoder.decode());
	return undefined;
}

/** The file appears when it is complete. */
async function writeDocument(document: ReadableStream<Uint8Array>, path: string): Promise<void> {
	const unfinished = `${path}.unfinished`;
	try {
		await pipeline(document, createWriteStream(unfinished));
		renameSync(unfinished, path);
	} catch (error) {
		rmSync(unfinished, { force: true });
		if (error instanceof TorcError) throw error;
		const reason = error instanceof Error ? error.message : String(error);
		throw new TorcError("environment", `Cannot write ${path}: ${reason}`, {
			cause: error,
			hint: "Nothing was left there. Name another file with --output.",
		});
	}
}

async function describe(
	client: Client,
	id: number,
	{ includeResults, includeEvents }: { readonly includeResults: boolean; readonly includeEvents: boolean },
) {
	const query = { workflow_id: id, limit: 0 };
	const { name } = await client.getWorkflow({ params: { id } });
	return {
		success: true,
		workflow_id: id,
		workflow_name: name,
		jobs: (await client.listJobs({ query })).total_count,
		files: (await client.listFiles({ query })).total_count,
		user_data: (await client.listUserData({ query })).total_count,
		results: includeResults ? (await client.listResults({ query: { ...query, all_runs: true } })).total_count : 0,
		events: includeEvents ? (await client.listEvents({ query })).total_count : 0,
	};
}
