// Who may administer the server: guarded also where access control is not enforced (8-access, trap 3).
import { TorcError } from "../../core/errors.ts";
import { hasSystemAdmins, isSystemAdmin } from "../../store/reads/administration/access.ts";
import { denied } from "./denied.ts";
import type { AccessPolicy, Ask } from "./guard.ts";

/**
 * With enforcement: system administrators. Without: with a file of users, administrators, or any known user while none are
 * configured; without a file, callers on this machine.
 */
export function checkAdministration({ db, enforced, knowsUsers }: AccessPolicy, { user, connection }: Ask): void {
	if (!enforced && !knowsUsers) {
		if (isLoopback(connection.remoteAddress)) return;
		throw new TorcError(
			"denied",
			"This server knows no users: it is administered from its own machine only, over a loopback address",
			{ hint: "Ask from there, or start the server with --auth-file and --admin-user." },
		);
	}
	if (user !== null && (isSystemAdmin(db, user) || (!enforced && !hasSystemAdmins(db)))) return;
	throw denied(user, "administer this server", "Its administrators are named with --admin-user.");
}

/** An unknown address is not trusted: a caller that hung up has none. */
export function isLoopback(address: string | null): boolean {
	if (address === null) return false;
	const plain = address.replace(/^::ffff:/i, "");
	return plain === "::1" || /^127\.\d+\.\d+\.\d+$/.test(plain);
}
