// torc reports results: the older spelling of `results list --include-logs`.
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { reportsResults } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { findResults } from "./find-results.ts";
import { resultsWithLogs } from "./results-with-logs.ts";

export const command = implement(reportsResults, {
	run: async (context, args) => {
		const workflowId = await chooseWorkflow(context, args.workflow);
		const items = await findResults(await context.client(), workflowId, { ...args, ...NO_PAGING });
		return resultsWithLogs(context, { workflowId, items, ...args });
	},
	show: () => NOTHING,
	onlyJson: () => true,
});

const NO_PAGING = { limit: undefined, offset: 0, sortBy: undefined, reverseSort: false };
