// One runner in an allocation, with what Slurm gave it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Client } from "../../../../client/connect.ts";
import type { RunnerOutcome } from "../../../../runner/runner-options.ts";
import type { StopRequests } from "../../../../runner/stop-requests.ts";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";
import type { Context } from "../../../context.ts";
import type { MadeAllocation } from "../submitting/make-allocation.ts";
import { writeMessages } from "../submitting/write-messages.ts";
import type { RunnerArguments } from "./job-runner.ts";
import { startNodeSamplers } from "./node-samplers.ts";

interface Running extends MadeAllocation {
	readonly context: Context;
	readonly client: Client;
	readonly url: string;
	readonly args: RunnerArguments;
	readonly environment: AllocationEnvironment;
	readonly stop: StopRequests;
}

export async function runInAllocation(running: Running): Promise<RunnerOutcome> {
	const { context, client, url, args, environment, stop, allocation, deadline } = running;
	writeEnvironment(args, environment);
	const startedAt = Date.now();
	const stopSamplers = args.isSubtask ? null : startNodeSamplers({ ...running, ...places(running) });
	const { runWorkflow } = await import("../../../../runner/run-workflow.ts");
	const outcome = await runWorkflow({
		client,
		workflowId: args.workflowId,
		apiUrl: url,
		outputDirectory: args.outputDir,
		maxParallelJobs: args.maxParallelJobs,
		deadline,
		allocation,
		labels: args.label,
		persistent: args.persistent,
		pollIntervalSeconds: args.pollInterval,
		stop,
		onLog: (level, message) => {
			if (level !== "debug") context.terminal.say(message);
		},
	});
	await stopSamplers?.();
	if (outcome.hadFailures || outcome.hadTerminations) {
		await writeMessages(args.outputDir, args.workflowId, environment, (Date.now() - startedAt) / 1000);
	}
	return outcome;
}

const places = ({ args, context }: Running) => ({
	workflowId: args.workflowId,
	outputDirectory: resolve(context.cwd, args.outputDir),
	log: context.terminal.say,
});

/** What Slurm said, for whoever has to find out why a node was not what it should have been. */
function writeEnvironment(args: RunnerArguments, { slurmJobId, nodeIndex, taskPid }: AllocationEnvironment): void {
	const lines = Object.entries(process.env)
		.filter(([name]) => name.includes("SLURM"))
		.map(([name, value]) => `${name}=${value}\n`);
	mkdirSync(args.outputDir, { recursive: true });
	const name = `slurm_env_wf${args.workflowId}_sl${slurmJobId}_n${nodeIndex}_pid${taskPid}.log`;
	writeFileSync(join(args.outputDir, name), lines.sort().join(""));
}
