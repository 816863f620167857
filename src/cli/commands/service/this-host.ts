// Services of this machine, and the programs that rule them.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";
import type { Context } from "../../context.ts";
import { type ServiceHost, serviceHost } from "./service-host.ts";
import type { Scope } from "./service-settings.ts";

export const homeOf = ({ env }: Context): string => env.HOME ?? "/";

export const thisHost = (context: Context, scope: Scope): ServiceHost =>
	serviceHost(process.platform, scope, { home: homeOf(context), uid: process.getuid?.() ?? 0 });

/** Errors: `environment` with the program's own words. */
export function carryOut(command: readonly string[]): void {
	const { status, stderr, error } = run(command);
	if (status === 0) return;
	const said = error?.message ?? stderr.trim();
	throw new TorcError("environment", `'${command.join(" ")}' failed: ${said}`, {
		hint: "A service of the system needs root; --user makes one of your own.",
	});
}

export const succeeds = (command: readonly string[]): boolean => run(command).status === 0;

/** Errors: `not_found` when the service is not installed. */
export function refuseUninstalled({ file }: ServiceHost): void {
	if (existsSync(file)) return;
	throw new TorcError("not_found", `The service is not installed: there is no ${file}`, {
		hint: "'torc-server service install' makes it; --user means your own service.",
	});
}

function run([program = "", ...args]: readonly string[]) {
	const { status, stderr, error } = spawnSync(program, args, { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
	return { status, stderr: stderr ?? "", error };
}
