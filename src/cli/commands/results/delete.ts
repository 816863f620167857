// torc results delete
import { resultsDelete } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { showResult } from "./result-columns.ts";

export const command = implement(resultsDelete, {
	run: async (context, { id }) => (await context.client()).deleteResult({ params: { id } }),
	show: (result) => showResult(result, "Successfully deleted result:"),
});
