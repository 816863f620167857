// torc files update
import { filesUpdate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { someChange } from "../../parse/some-change.ts";
import { showFile } from "./show-file.ts";

export const command = implement(filesUpdate, {
	run: async (context, { id, name, path }) => {
		const given = { ...(name !== undefined && { name }), ...(path !== undefined && { path }) };
		const changes = someChange(given, "torc files update");
		const client = await context.client();
		const file = await client.getFile({ params: { id } });
		return client.updateFile({ params: { id }, body: { ...file, ...changes } });
	},
	show: (file) => showFile(file, "Successfully updated file:"),
});
