// torc-htpasswd remove
import { TorcError } from "../../../core/errors.ts";
import { htpasswdRemove } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { hashOf, openExistingUsers, saveUsers, withoutUser } from "./edit-users.ts";
import { reloadServer } from "./reload-server.ts";

export const command = implement(htpasswdRemove, {
	run: async (context, args) => {
		const { username: user, file } = args;
		const users = openExistingUsers(file);
		if (hashOf(users.text, user) === null) {
			throw new TorcError("not_found", `There is no user '${user}' in ${file}`, {
				hint: "'torc-htpasswd list' shows them.",
			});
		}
		saveUsers(users, withoutUser(users.text, user));
		await context.terminal.print(`Removed user '${user}' from ${file}\n`);
		await reloadServer(context, args);
	},
	show: () => NOTHING,
});
