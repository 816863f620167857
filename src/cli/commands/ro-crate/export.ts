// torc ro-crate export
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { roCrateExport } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { text } from "../../render/view.ts";
import { crateDocument } from "./crate-document.ts";

export const command = implement(roCrateExport, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const workflow = await client.getWorkflow({ params: { id } });
		const entities = await collect(client.listRoCrateEntities, { params: { id }, query: {} });
		const crate = crateDocument(workflow, entities);
		if (args.output === undefined) return { crate };
		writeFileSync(resolve(context.cwd, args.output), `${JSON.stringify(crate, null, 2)}\n`);
		return { written: { success: true, workflow_id: id, output_file: args.output, entities: crate["@graph"].length } };
	},
	json: (done) => ("crate" in done ? done.crate : done.written),
	show: (done) => {
		if ("crate" in done) return text(JSON.stringify(done.crate, null, 2));
		return text(
			`Wrote ${done.written.entities} entities of workflow ${done.written.workflow_id} to ${done.written.output_file}`,
		);
	},
});
