// torc user-data list-missing
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { userDataListMissing } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { missingUserData } from "../workflows/required-inputs.ts";

export const command = implement(userDataListMissing, {
	run: async (context, { workflow }) => {
		const client = await context.client();
		const records = await missingUserData(client, await chooseWorkflow(context, workflow));
		return { user_data: records.map((record) => record.name) };
	},
	show: ({ user_data: names }) => text(names.length === 0 ? "No user data is missing" : names.join("\n")),
});
