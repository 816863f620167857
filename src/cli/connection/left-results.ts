// Results that runners of the output folder could not report are delivered by whichever command next sees the server.
import { readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Client } from "../../client/call.ts";

/** One look at a folder that is mostly not there, or empty. Failures leave the journals as they are. */
export async function deliverLeftResults(
	client: Client,
	outputDirectory: string,
	say: (line: string) => void,
): Promise<void> {
	if (!holdsJournals(join(outputDirectory, "journal"))) return;
	const { deliverEarlier } = await import("../../runner/journal/deliver-earlier.ts");
	const log = (level: string, message: string): void => {
		if (level === "warn") say(`Warning: ${message}`);
	};
	const deliverer = { client, outputDirectory, workflowId: null, hostname: hostname(), log };
	const delivered = await deliverEarlier(deliverer);
	if (delivered > 0) say(`Delivered ${delivered} result(s) that an earlier runner could not report`);
}

function holdsJournals(folder: string): boolean {
	try {
		return readdirSync(folder).some((name) => name.endsWith(".jsonl"));
	} catch {
		return false;
	}
}
