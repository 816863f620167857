// torc results list
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { resultsList } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { noneFound, table } from "../../render/view.ts";
import { findResults } from "./find-results.ts";
import { resultColumns } from "./result-columns.ts";
import { resultsWithLogs } from "./results-with-logs.ts";

export const command = implement(resultsList, {
	isList: true,
	run: async (context, args) => {
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const items = await findResults(client, workflowId, args);
		return args.includeLogs ? resultsWithLogs(context, { workflowId, items, ...args }) : { items };
	},
	show: (found, args) => {
		if (!("items" in found) || "total_results" in found) throw new Error("results with logs are printed as JSON");
		const empty = noneFound("results", args.workflow);
		return table(found.items, resultColumns(found.items, args.allRuns), { noun: "results", empty });
	},
	onlyJson: (args) => args.includeLogs,
});
