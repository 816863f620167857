// After failures: what the kernel said meanwhile, beside the runner's log (4-runner §1, §4).
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { uptime } from "node:os";
import { join } from "node:path";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";
import { recentMessages } from "../../../../slurm/environment/recent-messages.ts";

/** Before the runner started. */
const BEFORE_SECONDS = 3_600;
const PATIENCE_MS = 2_000;

/** Nothing is written where the kernel's messages are for others only. `ranSeconds`: how long the runner ran. */
export async function writeMessages(
	outputDirectory: string,
	workflowId: number,
	{ slurmJobId, nodeIndex, taskPid }: AllocationEnvironment,
	ranSeconds: number,
): Promise<void> {
	const text = await new Promise<string>((done) => {
		execFile("dmesg", [], { timeout: PATIENCE_MS, maxBuffer: 64 << 20 }, (error, stdout) => done(error ? "" : stdout));
	});
	const messages = recentMessages(text, uptime(), BEFORE_SECONDS + ranSeconds);
	if (messages === "") return;
	writeFileSync(
		join(outputDirectory, `dmesg_slurm_wf${workflowId}_sl${slurmJobId}_n${nodeIndex}_pid${taskPid}.log`),
		messages,
	);
}
