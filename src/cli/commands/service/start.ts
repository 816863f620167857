// torc-server service start
import { serviceStart } from "../../grammar/server-service.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { carryOut, refuseUninstalled, thisHost } from "./this-host.ts";

export const command = implement(serviceStart, {
	run: async (context, { user }) => {
		const host = thisHost(context, user ? "user" : "system");
		refuseUninstalled(host);
		carryOut(host.start);
		return { status: "started" };
	},
	show: () => text("Started torc-server"),
});
