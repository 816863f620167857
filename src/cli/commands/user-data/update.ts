// torc user-data update
import { userDataUpdate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { parseJsonArgument } from "../../parse-json-argument.ts";
import { showUserData } from "./show-user-data.ts";

export const command = implement(userDataUpdate, {
	run: async (context, { id, name, data, ephemeral }) => {
		const changes = {
			...(name !== undefined && { name }),
			...(data !== undefined && { data: parseJsonArgument("--data", data) }),
			...(ephemeral !== undefined && { is_ephemeral: ephemeral === "true" }),
		};
		const client = await context.client();
		const record = await client.getUserData({ params: { id } });
		return client.updateUserData({ params: { id }, body: { ...record, ...changes } });
	},
	show: (record) => showUserData(record, "Successfully updated user data:"),
});
