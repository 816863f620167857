// torc-htpasswd add
import { htpasswdAdd } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { hashOf, openUsers, saveUsers, withUser } from "./edit-users.ts";
import { hashNewPassword } from "./new-password.ts";
import { reloadServer } from "./reload-server.ts";

export const command = implement(htpasswdAdd, {
	run: async (context, args) => {
		const { username: user, password, cost } = args;
		const hash = await hashNewPassword(context.terminal, { user, password, cost });
		// Read after the questions: others may have changed it meanwhile.
		const users = openUsers(args.file);
		const before = users.text ?? "";
		saveUsers(users, withUser(before, user, hash));
		const done = hashOf(before, user) === null ? "Added" : "Updated";
		await context.terminal.print(`${done} user '${user}' in ${args.file}\n`);
		await reloadServer(context, args);
	},
	show: () => NOTHING,
});
