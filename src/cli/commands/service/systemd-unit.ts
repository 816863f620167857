// The server as a unit of systemd (systemd.service, systemd.exec).
import type { ServiceSettings } from "./service-settings.ts";

/** A system service runs as this user, and may write nowhere but in its folders. */
export const SERVICE_USER = "torc";

/** `program`: the executable's path. */
export function systemdUnit(program: string, { scope, argv, folders }: ServiceSettings): string {
	const confined = [
		`User=${SERVICE_USER}`,
		"UMask=0027",
		"NoNewPrivileges=yes",
		"ProtectSystem=strict",
		"PrivateTmp=yes",
		`ReadWritePaths=${folders.map(quoted).join(" ")}`,
	];
	return [
		"[Unit]",
		"Description=Torc workflow server",
		"After=network-online.target",
		"Wants=network-online.target",
		"",
		"[Service]",
		"Type=exec",
		`ExecStart=${[program, ...argv].map(quoted).join(" ")}`,
		"Restart=on-failure",
		// Requests in progress may take 30 s to finish.
		"TimeoutStopSec=40",
		...(scope === "system" ? confined : []),
		"",
		"[Install]",
		`WantedBy=${scope === "system" ? "multi-user.target" : "default.target"}`,
		"",
	].join("\n");
}

/** A word as systemd reads it: quotes, backslashes, specifiers and variables mean themselves. */
function quoted(word: string): string {
	const escaped = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
	return /^[\w@%+=:,./$-]+$/.test(escaped) ? escaped : `"${escaped.replace(/["\\]/g, "\\$&")}"`;
}
