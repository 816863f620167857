// torc-htpasswd list
import { htpasswdList } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { openExistingUsers, userNames } from "./edit-users.ts";

export const command = implement(htpasswdList, {
	run: async ({ terminal }, { file }) => {
		const names = userNames(openExistingUsers(file).text);
		if (names.length === 0) terminal.say(`No users in ${file}`);
		else await terminal.print(`${names.join("\n")}\n`);
	},
	show: () => NOTHING,
});
