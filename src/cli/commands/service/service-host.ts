// How a system keeps services: where their files lie, and which programs rule them. Pure.
import { join } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { LAUNCHD_LABEL, launchdPlist } from "./launchd-plist.ts";
import type { Scope, ServiceSettings } from "./service-settings.ts";
import { SERVICE_USER, systemdUnit } from "./systemd-unit.ts";

type CommandLine = readonly string[];

export interface ServiceHost {
	readonly file: string;
	text(program: string, settings: ServiceSettings): string;
	/** Before the file is written, for the folders the server writes to. */
	prepare(folders: readonly string[]): readonly CommandLine[];
	readonly afterInstall: readonly CommandLine[];
	readonly beforeUninstall: readonly CommandLine[];
	readonly afterUninstall: readonly CommandLine[];
	readonly start: CommandLine;
	readonly stop: CommandLine;
	/** Ends with 0 when the service is running. */
	readonly isRunning: CommandLine;
}

/** Errors: `environment` on a system without services of a known kind. */
export function serviceHost(platform: string, scope: Scope, { home, uid }: { home: string; uid: number }): ServiceHost {
	if (platform === "linux") return systemd(scope, home);
	if (platform === "darwin") return launchd(scope, home, uid);
	throw new TorcError("environment", `Services are not supported on ${platform}`, {
		hint: "Let the system's own tools start 'torc-server run'.",
	});
}

function systemd(scope: Scope, home: string): ServiceHost {
	const system = scope === "system";
	const file = system
		? "/etc/systemd/system/torc-server.service"
		: join(home, ".config/systemd/user/torc-server.service");
	const systemctl = (...words: string[]): CommandLine => ["systemctl", ...(system ? [] : ["--user"]), ...words];
	return {
		file,
		text: systemdUnit,
		prepare: (folders) => (system ? [ensureUser(), ["chown", `${SERVICE_USER}:`, ...folders]] : []),
		afterInstall: [systemctl("daemon-reload"), systemctl("enable", "--now", "torc-server")],
		beforeUninstall: [systemctl("disable", "--now", "torc-server")],
		afterUninstall: [systemctl("daemon-reload")],
		start: systemctl("start", "torc-server"),
		stop: systemctl("stop", "torc-server"),
		isRunning: systemctl("is-active", "--quiet", "torc-server"),
	};
}

/** Exit code 9: the user is there already (useradd). */
const ensureUser = (): CommandLine => [
	"sh",
	"-c",
	`useradd --system --no-create-home --shell /usr/sbin/nologin ${SERVICE_USER} || [ $? -eq 9 ]`,
];

function launchd(scope: Scope, home: string, uid: number): ServiceHost {
	const system = scope === "system";
	const folder = system ? "/Library/LaunchDaemons" : join(home, "Library/LaunchAgents");
	const domain = system ? "system" : `gui/${uid}`;
	const file = join(folder, `${LAUNCHD_LABEL}.plist`);
	const load: CommandLine = ["launchctl", "bootstrap", domain, file];
	const unload: CommandLine = ["launchctl", "bootout", `${domain}/${LAUNCHD_LABEL}`];
	return {
		file,
		text: launchdPlist,
		prepare: () => [],
		afterInstall: [load],
		beforeUninstall: [unload],
		afterUninstall: [],
		start: load,
		stop: unload,
		isRunning: ["launchctl", "print", `${domain}/${LAUNCHD_LABEL}`],
	};
}
