// torc-server service uninstall
import { rmSync } from "node:fs";
import { serviceUninstall } from "../../grammar/server-service.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { carryOut, refuseUninstalled, thisHost } from "./this-host.ts";

export const command = implement(serviceUninstall, {
	run: async (context, { user }) => {
		const host = thisHost(context, user ? "user" : "system");
		refuseUninstalled(host);
		for (const step of host.beforeUninstall) carryOut(step);
		rmSync(host.file);
		for (const step of host.afterUninstall) carryOut(step);
		return { file: host.file };
	},
	show: ({ file }) => text(`Took torc-server away (${file}); its database and logs are left as they are`),
});
