// torc-htpasswd verify
import { TorcError } from "../../../core/errors.ts";
import { verifyBcrypt } from "../../../platform/password.ts";
import { htpasswdVerify } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { hashOf, openExistingUsers } from "./edit-users.ts";

export const command = implement(htpasswdVerify, {
	run: async ({ terminal }, { username: user, file, password }) => {
		const hash = hashOf(openExistingUsers(file).text, user);
		if (hash === null) throw new TorcError("not_found", `There is no user '${user}' in ${file}`);
		const given = password ?? (await terminal.askSecret("Password: ")) ?? "";
		if (!(await verifyBcrypt(given, hash))) throw new TorcError("denied", `Wrong password for user '${user}'`);
		await terminal.print(`The password of user '${user}' is right\n`);
	},
	show: () => NOTHING,
});
