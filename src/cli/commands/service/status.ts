// torc-server service status
import { existsSync } from "node:fs";
import { serviceStatus } from "../../grammar/server-service.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { succeeds, thisHost } from "./this-host.ts";

export const command = implement(serviceStatus, {
	run: async (context, { user }) => {
		const host = thisHost(context, user ? "user" : "system");
		if (!existsSync(host.file)) return { status: "not installed", file: host.file };
		return { status: succeeds(host.isRunning) ? "running" : "stopped", file: host.file };
	},
	show: ({ status, file }) => text(`torc-server is ${status} (${file})`),
});
