// torc-htpasswd list
import { htpasswdList } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { openExistingUsers, userNames, wrongLines } from "./edit-users.ts";

export const command = implement(htpasswdList, {
	run: async ({ terminal, warn }, { file }) => {
		const { text } = openExistingUsers(file);
		for (const line of wrongLines(text))
			warn(`${file}:${line}: expected user:bcrypt-hash; no server starts with this file`);
		const names = userNames(text);
		if (names.length === 0) terminal.say(`No users in ${file}`);
		else await terminal.print(`${names.join("\n")}\n`);
	},
	show: () => NOTHING,
});
