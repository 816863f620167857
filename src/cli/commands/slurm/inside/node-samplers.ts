// Samplers on the nodes of an allocation that have no runner of their own (5-slurm §1): one step, ended when the runner is.
import { spawn } from "node:child_process";
import type { ResourceMonitorConfig } from "../../../../contract/models/execution-config.ts";
import { ownProgram } from "../../../../platform/own-program.ts";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";
import { programPath } from "../../../../slurm/programs/run-program.ts";

interface Sampled {
	readonly environment: AllocationEnvironment;
	readonly url: string;
	readonly workflowId: number;
	readonly outputDirectory: string;
	readonly monitor: ResourceMonitorConfig | null;
	readonly log: (line: string) => void;
}

/** They write what they have when they are told to end. */
const ENDING_MS = 5_000;

/** Answers what ends them; null where there is nothing to sample. */
export function startNodeSamplers(sampled: Sampled): (() => Promise<void>) | null {
	const { environment, monitor, log } = sampled;
	const others = environment.nodes.length - 1;
	const node = monitor?.compute_node;
	if (!node?.enabled || others < 1 || environment.nodeName === null) return null;
	const words = samplerWords(sampled, others, environment.nodeName);
	// In this process's session: it is nobody's job.
	const srun = spawn(programPath("srun"), words, { stdio: ["ignore", "ignore", "inherit"] });
	const ended = new Promise<void>((done) => {
		srun.on("error", (error) => {
			log(`Warning: the other nodes are not sampled: ${error.message}`);
			done();
		});
		srun.on("close", () => done());
	});
	return async () => {
		// srun passes this one on; any other kills its step before it can write.
		srun.kill("SIGUSR1");
		const late = new Promise<void>((done) => setTimeout(done, ENDING_MS));
		await Promise.race([ended, late]);
		srun.kill("SIGKILL");
	};
}

function samplerWords(
	{ url, workflowId, outputDirectory, monitor }: Sampled,
	others: number,
	nodeName: string,
): string[] {
	const words = [
		"--overlap",
		`--nodes=${others}`,
		`--ntasks=${others}`,
		"--ntasks-per-node=1",
		`--exclude=${nodeName}`,
		"--job-name=torc-monitor-node",
		"--wait=0",
		"--kill-on-bad-exit=0",
		ownProgram() ?? "torc",
		...["--url", url, "monitor-node", "-w", String(workflowId), "--output-dir", outputDirectory],
	];
	const { sample_interval_seconds: sample, flush_interval_seconds: flush, compute_node } = monitor ?? {};
	if (sample) words.push("--sample-interval-seconds", String(sample));
	if (flush) words.push("--flush-interval-seconds", String(flush));
	if (compute_node?.granularity !== "time_series") words.push("--summary-only");
	return words;
}
