// The name of the user this process runs as, also where no variable tells it (cron, services, containers).
import { spawnSync } from "node:child_process";

/** `unknown` for a user without a name. Bun's userInfo() only looks at USER. */
export function loginName(): string {
	const { stdout, status } = spawnSync("id", ["-un"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	return status === 0 && stdout.trim() !== "" ? stdout.trim() : "unknown";
}
