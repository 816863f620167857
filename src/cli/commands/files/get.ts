// torc files get
import { filesGet } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showFile } from "./show-file.ts";

export const command = implement(filesGet, {
	run: async (context, { id }) => (await context.client()).getFile({ params: { id } }),
	show: (file) => showFile(file),
});
