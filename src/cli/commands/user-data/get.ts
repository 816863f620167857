// torc user-data get
import { userDataGet } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showUserData } from "./show-user-data.ts";

export const command = implement(userDataGet, {
	run: async (context, { id }) => (await context.client()).getUserData({ params: { id } }),
	show: (record) => showUserData(record),
});
