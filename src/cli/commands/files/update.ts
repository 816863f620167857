// torc files update
import { filesUpdate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showFile } from "./show-file.ts";

export const command = implement(filesUpdate, {
	run: async (context, { id, name, path }) => {
		const client = await context.client();
		const file = await client.getFile({ params: { id } });
		const changes = { ...(name !== undefined && { name }), ...(path !== undefined && { path }) };
		return client.updateFile({ params: { id }, body: { ...file, ...changes } });
	},
	show: (file) => showFile(file, "Successfully updated file:"),
});
