// Runners that start together ask the server one after the other (5-slurm §2). Pure.
import { createHash } from "node:crypto";

/** Seconds over which so many runners spread their start. */
export function jitterWindow(runners: number): number {
	if (runners <= 1) return 0;
	if (runners <= 10) return runners;
	if (runners <= 100) return 10 + Math.floor(((runners - 10) * 50) / 90);
	return 60;
}

/** This runner's share of the window, in milliseconds; the same whenever it is asked. */
export function startDelayMs(windowSeconds: number, identity: readonly string[]): number {
	if (windowSeconds <= 0) return 0;
	const digest = createHash("sha256").update(identity.join("\0")).digest();
	return digest.readUInt32BE(0) % (windowSeconds * 1000);
}
