// Operations of the REST interface: workflows as documents.
import { z } from "zod";
import { exportDocument, importedWorkflow } from "../models/export-document.ts";
import { queryBoolean, queryInt, route } from "../route.ts";

export const exportWorkflow = route({
	id: "export_workflow",
	summary: "Writes a workflow as one JSON document",
	method: "GET",
	path: "/workflows/{id}/export",
	access: "read workflow",
	params: { id: queryInt },
	query: {
		/** Results of all runs, and the compute nodes they name. */
		include_results: queryBoolean.optional(),
		include_events: queryBoolean.optional(),
	},
	reply: exportDocument,
	rawReply: true,
	ours: true,
});

/** One transaction: all of it or nothing. Results come with it unless `skip_results`; events are never taken over. */
export const importWorkflow = route({
	id: "import_workflow",
	summary: "Makes a new workflow of an exported document, with new ids and all jobs uninitialized",
	method: "POST",
	path: "/workflow_imports",
	access: "known user",
	query: { name: z.string().optional(), skip_results: queryBoolean.optional() },
	rawBody: "application/json",
	rawBodySchema: exportDocument,
	reply: importedWorkflow,
	ours: true,
});
