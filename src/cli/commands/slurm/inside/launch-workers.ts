// A runner on every node: this process stays the batch process, starts the workers as one step, and passes warnings on.
import { spawn } from "node:child_process";
import type { StopRequests } from "../../../../runner/stop-requests.ts";
import type { AllocationEnvironment } from "../../../../slurm/environment/allocation-environment.ts";
import { programPath } from "../../../../slurm/programs/run-program.ts";
import { signalSteps } from "../../../../slurm/programs/scancel.ts";
import type { Context } from "../../../context.ts";
import type { RunnerArguments } from "./job-runner.ts";
import { runnerProgram } from "./runner-settings.ts";

/** Answers the workers' exit code. */
export async function launchWorkers(
	context: Context,
	args: RunnerArguments,
	{ slurmJobId }: AllocationEnvironment,
	stop: StopRequests,
): Promise<number> {
	const client = await context.client().catch(() => null);
	const workflow = await client?.getWorkflow({ params: { id: args.workflowId } }).catch(() => null);
	const mpi = workflow?.execution_config?.srun_mpi;
	const words = [
		"--ntasks-per-node=1",
		"--wait=0",
		"--kill-on-bad-exit=0",
		...(mpi ? [`--mpi=${mpi}`] : []),
		...runnerProgram(),
		...workerArguments(args),
	];
	// In a session of its own: a signal to this process's group would make srun kill its step.
	const srun = spawn(programPath("srun"), words, { stdio: "inherit", detached: true, env: workersEnvironment() });
	const stopListening = stop.listen((signal) => {
		void signalSteps([slurmJobId], "TERM").then((problem) => {
			if (problem === null) context.terminal.say(`${signal}: passed on to the workers`);
			else context.terminal.say(`${signal}: the workers cannot be told (${problem}); each goes by its own clock`);
		});
	});
	const code = await new Promise<number>((resolve, reject) => {
		srun.on("error", reject);
		srun.on("close", (exitCode) => resolve(exitCode ?? 1));
	});
	stopListening();
	return code;
}

/** Where the allocation was asked for tasks, srun would start that many workers instead of one on each node (measured). */
function workersEnvironment(): NodeJS.ProcessEnv {
	const { SLURM_NTASKS, SLURM_NPROCS, SLURM_NTASKS_PER_NODE, SLURM_TASKS_PER_NODE, ...env } = process.env;
	return env;
}

function workerArguments(args: RunnerArguments): string[] {
	const words = [args.url, String(args.workflowId), args.outputDir];
	const add = (flag: string, value: number | string | undefined): void => {
		if (value !== undefined) words.push(flag, String(value));
	};
	add("--max-parallel-jobs", args.maxParallelJobs);
	add("--poll-interval", args.pollInterval);
	add("--claim-backoff-max-secs", args.claimBackoffMaxSecs);
	add("--tls-ca-cert", args.tlsCaCert);
	if (args.tlsInsecure) words.push("--tls-insecure");
	for (const label of args.label) words.push("--label", label);
	if (args.persistent) words.push("--persistent");
	add("--wait-for-healthy-database-minutes", args.waitForHealthyDatabaseMinutes);
	if (args.startupDelaySeconds > 0) add("--startup-delay-seconds", args.startupDelaySeconds);
	words.push("--is-subtask");
	return words;
}
