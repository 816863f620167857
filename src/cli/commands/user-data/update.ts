// torc user-data update
import { userDataUpdate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse/parse-json-argument.ts";
import { someChange } from "../../parse/some-change.ts";
import { showUserData } from "./show-user-data.ts";

export const command = implement(userDataUpdate, {
	run: async (context, { id, name, data, ephemeral }) => {
		const given = {
			...(name !== undefined && { name }),
			...(data !== undefined && { data: parseJsonArgument("--data", data) }),
			...(ephemeral !== undefined && { is_ephemeral: ephemeral === "true" }),
		};
		const changes = someChange(given, "torc user-data update");
		const client = await context.client();
		const record = await client.getUserData({ params: { id } });
		return client.updateUserData({ params: { id }, body: { ...record, ...changes } });
	},
	show: (record) => showUserData(record, "Successfully updated user data:"),
});
