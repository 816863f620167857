// What the owner of a server should know about who can use it.
import type { ServerSettings } from "./server-settings.ts";

export function exposureWarnings(settings: ServerSettings, port: number): string[] {
	const { host, authFile, requireAuth, enforceAccessControl, adminUsers } = settings;
	const warnings: string[] = [];
	if (!isLoopback(host) && !requireAuth && !enforceAccessControl) {
		warnings.push(
			`anybody who reaches ${host}:${port} may use this server; --require-auth, --enforce-access-control or --host 127.0.0.1 limits that`,
		);
	}
	if (enforceAccessControl && authFile === null) {
		warnings.push("access control is enforced, but nobody is known without --auth-file: every request will be refused");
	}
	if (enforceAccessControl && adminUsers.length === 0) {
		warnings.push("access control is enforced without an administrator; name one with --admin-user");
	}
	return warnings;
}

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");
