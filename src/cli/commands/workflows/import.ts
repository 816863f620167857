// torc workflows import: a new workflow from an exported document, by one request.
import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import type { RawBody } from "../../../client/call.ts";
import { TorcError } from "../../../core/errors.ts";
import { workflowsImport } from "../../grammar/workflows.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(workflowsImport, {
	run: async (context, args) => {
		const client = await context.client();
		const query = { name: args.name, skip_results: args.skipResults || undefined };
		const { warnings, ...imported } = await client.importWorkflow({ query, rawBody: bodyFrom(args.file) });
		for (const warning of warnings) context.warn(warning);
		return { success: true, ...imported, ...(warnings.length > 0 && { warnings }) };
	},
	show: ({ workflow_id, workflow_name, jobs, results }) =>
		text(`Imported workflow ${workflow_id} '${workflow_name}' (${jobs} jobs, ${results} results)`),
});

function bodyFrom(file: string): RawBody {
	if (file === "-") return () => webStream(process.stdin);
	try {
		if (statSync(file).isDirectory()) throw new Error("it is a folder");
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new TorcError("environment", `Cannot read ${file}: ${reason}`, {
			cause: error,
			hint: "Name a file that 'torc workflows export' wrote.",
		});
	}
	return () => webStream(createReadStream(file));
}

const webStream = (stream: Readable): ReadableStream<Uint8Array> =>
	Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
