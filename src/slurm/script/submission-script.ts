// The batch script of an allocation (5-slurm §1). Its last line replaces the shell with the runner, so that the runner is
// the batch process: the warning of `--signal=B:…`, scancel and the limit reach it and nobody else. Pure.
import { type DirectiveInput, directiveLines } from "./directives.ts";
import { shellQuote } from "./shell-quote.ts";

export interface ScriptInput extends DirectiveInput {
	/** The words that start the runner: the path of torc-slurm-job-runner and perhaps more. */
	readonly program: readonly string[];
	readonly url: string;
	readonly oneWorkerPerNode: boolean;
	readonly pollInterval: number;
	readonly maxParallelJobs: number | null;
	readonly claimBackoffMaxSecs: number | null;
	readonly tlsCaCert: string | null;
	readonly tlsInsecure: boolean;
	/** Seconds over which the runners spread their start. */
	readonly startupDelaySeconds: number;
}

export function submissionScript(input: ScriptInput): string {
	return [
		"#!/bin/bash",
		...directiveLines(input),
		"",
		"# Steps name their memory themselves: beside it srun takes neither of these. The runner counts by the first.",
		"export TORC_MEM_PER_CPU=${SLURM_MEM_PER_CPU-}",
		"unset SLURM_MEM_PER_CPU SLURM_MEM_PER_GPU",
		"# A warning that comes before the runner listens must not end it: it goes by its own clock then.",
		"trap '' TERM",
		"",
		`exec ${[...input.program, ...runnerArguments(input)].map(shellQuote).join(" ")}`,
		"",
	].join("\n");
}

function runnerArguments(input: ScriptInput): string[] {
	const words = [input.url, String(input.workflowId), input.outputDirectory];
	const add = (flag: string, value: number | string | null): void => {
		if (value !== null) words.push(flag, String(value));
	};
	add("--poll-interval", input.pollInterval);
	add("--max-parallel-jobs", input.maxParallelJobs);
	add("--claim-backoff-max-secs", input.claimBackoffMaxSecs);
	add("--tls-ca-cert", input.tlsCaCert);
	if (input.tlsInsecure) words.push("--tls-insecure");
	if (input.startupDelaySeconds > 0) add("--startup-delay-seconds", input.startupDelaySeconds);
	if (input.oneWorkerPerNode) words.push("--start-one-worker-per-node");
	return words;
}
