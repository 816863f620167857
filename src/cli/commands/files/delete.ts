// torc files delete
import { filesDelete } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showFile } from "./show-file.ts";

export const command = implement(filesDelete, {
	run: async (context, { id }) => (await context.client()).deleteFile({ params: { id } }),
	show: (file) => showFile(file, "Successfully deleted file:"),
});
