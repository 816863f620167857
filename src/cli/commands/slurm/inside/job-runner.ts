// torc-slurm-job-runner: the batch process of an allocation, or one of its workers.
import { TorcError } from "../../../../core/errors.ts";
import { StopRequests } from "../../../../runner/stop-requests.ts";
import { leaveAllocation } from "../../../../slurm/allocations/leave-allocation.ts";
import { setRecordStatus } from "../../../../slurm/allocations/recorded-allocations.ts";
import {
	type AllocationEnvironment,
	allocationEnvironment,
} from "../../../../slurm/environment/allocation-environment.ts";
import { startDelayMs } from "../../../../slurm/script/start-jitter.ts";
import { openConnection } from "../../../connection/open-connection.ts";
import type { Context } from "../../../context.ts";
import type { Arguments } from "../../../grammar/command.ts";
import { slurmJobRunner } from "../../../grammar/slurm-job-runner.ts";
import { implement } from "../../../implement.ts";
import { NOTHING } from "../../../render/view.ts";
import { findRecord, makeAllocation } from "../submitting/make-allocation.ts";
import { hearSignals } from "./hear-signals.ts";
import { launchWorkers } from "./launch-workers.ts";
import { retirePredecessor } from "./retire-predecessor.ts";
import { runInAllocation } from "./run-in-allocation.ts";
import { runnerProgram } from "./runner-settings.ts";

export type RunnerArguments = Arguments<typeof slurmJobRunner>;

export const command = implement(slurmJobRunner, {
	run: async (context, args) => {
		const stop = new StopRequests();
		hearSignals(stop);
		const environment = allocationEnvironment(process.env);
		if (!args.startOneWorkerPerNode) await delay(args, environment);
		const { client, url } = await connectPatiently(context, args);
		const settings = {
			program: runnerProgram(),
			url,
			outputDirectory: args.outputDir,
			cwd: context.cwd,
			pollInterval: args.pollInterval ?? 30,
			maxParallelJobs: args.maxParallelJobs ?? null,
			claimBackoffMaxSecs: args.claimBackoffMaxSecs ?? null,
			tlsCaCert: args.tlsCaCert ?? null,
			tlsInsecure: args.tlsInsecure,
			keepScripts: context.config.boolean("client.slurm.keep_submission_scripts") === true,
			jobPrefix: "",
			// They came with the environment and go on with it.
			credentials: {},
		};
		const log = context.terminal.say;
		const isHead = environment.nodeIndex === 0 && !args.isSubtask;
		const record = await findRecord(client, args.workflowId, environment.slurmJobId, log);
		if (isHead && record !== null) await setRecordStatus(client, record, "active");
		let exitCode = 0;
		let requeue = false;
		if (args.startOneWorkerPerNode) exitCode = await launchWorkers(context, args, environment, stop);
		else {
			await retirePredecessor(client, args.workflowId, environment, log);
			const allocation = await makeAllocation({ client, context, args, environment, record, settings });
			const { preempted } = await runInAllocation({ context, client, url, args, environment, stop, ...allocation });
			requeue = preempted && allocation.requeues;
		}
		if (isHead) {
			const leaving = {
				workflowId: args.workflowId,
				record,
				settings,
				log,
				oneWorkerPerNode: args.startOneWorkerPerNode,
				requeue,
			};
			// What cannot be tidied now is tidied by the next command that asks Slurm.
			await leaveAllocation(client, leaving).catch((error: Error) => log(`Warning: ${error.message}`));
		}
		return { exitCode };
	},
	show: () => NOTHING,
	exitCode: (done) => done.exitCode,
});

/** Runners that start together spread their start; a launcher leaves that to its workers. */
async function delay({ startupDelaySeconds }: RunnerArguments, environment: AllocationEnvironment): Promise<void> {
	const { slurmJobId, nodeIndex, taskPid, nodeName } = environment;
	const ms = startDelayMs(startupDelaySeconds, [nodeName ?? "", slurmJobId, String(nodeIndex), String(taskPid)]);
	if (ms > 0) await new Promise((done) => setTimeout(done, ms));
}

async function connectPatiently(context: Context, args: RunnerArguments) {
	const { waitForHealthyDatabaseMinutes, url: apiUrl, tlsCaCert: caCert, tlsInsecure: insecure } = args;
	const { cookieHeader, password } = { cookieHeader: process.env.TORC_COOKIE_HEADER, password: args.password };
	const { cwd, user, terminal } = context;
	const globals = { ...context.globals, standalone: false, inMemory: false, skipVersionCheck: true, cookieHeader };
	const connection = await openConnection({
		command: slurmJobRunner,
		globals,
		apiUrl,
		cwd,
		user,
		password,
		caCert,
		insecure,
		say: terminal.say,
	});
	await connection.client.ping({ retry: { forMs: waitForHealthyDatabaseMinutes * 60_000 } }).catch((error) => {
		throw new TorcError("unreachable", `The server ${apiUrl} does not answer: ${(error as Error).message}`, {
			cause: error,
			hint: "Compute nodes must reach it: start it with 'torc-server run --host 0.0.0.0' on a node they can connect to.",
		});
	});
	return connection;
}
