// torc-server service …: the server as a service of the system.
import { command } from "./command.ts";
import { serverRun } from "./server.ts";

const scope = { user: { type: "flag", help: "Your own service instead of one of the system" } } as const;

export const serviceInstall = command({
	path: ["service", "install"],
	summary: "Let the system run the server: now, and whenever it starts",
	details:
		"A system service (systemd, launchd) runs as the user torc, which is made, with its database in /var/lib/torc and its logs in /var/log/torc; with --user it is yours, in ~/.torc. The flags are those of torc-server run.",
	examples: [
		["torc-server service install --user", "your own service, on port 8080"],
		["torc-server service install --auth-file /etc/torc/htpasswd --require-auth --dry-run", "show what would be done"],
	],
	options: { ...scope, ...serverRun.options, dryRun: { type: "flag", help: "Only show the service and the steps" } },
	server: "none",
});
export const serviceUninstall = command({
	path: ["service", "uninstall"],
	summary: "Stop the service and take it away; database and logs stay",
	examples: [["torc-server service uninstall --user", "your own service"]],
	options: scope,
	server: "none",
});
export const serviceStart = command({
	path: ["service", "start"],
	summary: "Start the installed service",
	examples: [["torc-server service start", "the service of the system"]],
	options: scope,
	server: "none",
});
export const serviceStop = command({
	path: ["service", "stop"],
	summary: "Stop the service until it is started again",
	examples: [["torc-server service stop --user", "your own service"]],
	options: scope,
	server: "none",
});
export const serviceStatus = command({
	path: ["service", "status"],
	summary: "Tell whether the service is installed and running",
	examples: [["torc-server service status", "the service of the system"]],
	options: scope,
	server: "none",
});
