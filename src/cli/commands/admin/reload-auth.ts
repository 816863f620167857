// torc admin reload-auth
import { adminReloadAuth } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(adminReloadAuth, {
	run: async (context) => (await context.client()).reloadAuth(),
	show: ({ message, user_count }) => text(`${message} (${user_count} users)`),
});
