// torc-server service stop
import { serviceStop } from "../../grammar/server-service.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { carryOut, refuseUninstalled, thisHost } from "./this-host.ts";

export const command = implement(serviceStop, {
	run: async (context, { user }) => {
		const host = thisHost(context, user ? "user" : "system");
		refuseUninstalled(host);
		carryOut(host.stop);
		return { status: "stopped" };
	},
	show: () => text("Stopped torc-server"),
});
