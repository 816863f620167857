// torc user-data delete
import { userDataDelete } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showUserData } from "./show-user-data.ts";

export const command = implement(userDataDelete, {
	run: async (context, { id }) => (await context.client()).deleteUserData({ params: { id } }),
	show: (record) => showUserData(record, "Successfully deleted user data:"),
});
