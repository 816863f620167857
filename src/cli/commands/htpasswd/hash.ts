// torc-htpasswd hash
import { TorcError } from "../../../core/errors.ts";
import { htpasswdHash } from "../../grammar/htpasswd.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { hashNewPassword } from "./new-password.ts";

export const command = implement(htpasswdHash, {
	run: async ({ terminal, env }, { username, password, cost }) => {
		const user = username ?? (env.TORC_USERNAME || env.USER || env.USERNAME);
		if (!user) {
			throw new TorcError(
				"environment",
				"No user name was given, and torc-htpasswd could not read from $TORC_USERNAME, $USER, or $USERNAME",
				{ hint: "Name the user: torc-htpasswd hash NAME." },
			);
		}
		const hash = await hashNewPassword(terminal, { user, password, cost });
		await terminal.print(`${user}:${hash}\n`);
		terminal.say("Send the line above to your server administrator.");
	},
	show: () => NOTHING,
});
