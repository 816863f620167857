// torc results get
import { resultsGet } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { showResult } from "./result-columns.ts";

export const command = implement(resultsGet, {
	run: async (context, { id }) => (await context.client()).getResult({ params: { id } }),
	show: (result) => showResult(result),
});
