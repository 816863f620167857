// How the runners of allocations are started, from flags, configuration and the connection.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { TorcError } from "../../../../core/errors.ts";
import { ownProgram } from "../../../../platform/own-program.ts";
import type { RunnerSettings } from "../../../../slurm/allocations/submit-allocations.ts";
import type { Context } from "../../../context.ts";

export interface RunnerFlags {
	readonly maxParallelJobs?: number | undefined;
	readonly pollInterval?: number | undefined;
	readonly claimBackoffMaxSecs?: number | undefined;
	readonly keepSubmissionScripts: boolean;
	readonly outputDir?: string | undefined;
	readonly jobPrefix?: string | undefined;
}

/** Errors: `environment` when the server lives inside this command, where no compute node reaches it. */
export async function runnerSettings(context: Context, flags: RunnerFlags): Promise<RunnerSettings> {
	const { url, databasePath, credentials } = await context.connection();
	if (databasePath !== null) throw noServer(databasePath);
	const { config, globals } = context;
	return {
		program: runnerProgram(),
		url,
		outputDirectory: flags.outputDir ?? config.text("client.run.output_dir") ?? "torc_output",
		cwd: context.cwd,
		pollInterval: flags.pollInterval ?? config.number("client.slurm.poll_interval") ?? 30,
		maxParallelJobs: flags.maxParallelJobs ?? null,
		claimBackoffMaxSecs: flags.claimBackoffMaxSecs ?? null,
		tlsCaCert: globals.tlsCaCert ?? config.text("client.tls.ca_cert") ?? null,
		tlsInsecure: globals.tlsInsecure || config.boolean("client.tls.insecure") === true,
		keepScripts: flags.keepSubmissionScripts || config.boolean("client.slurm.keep_submission_scripts") === true,
		jobPrefix: flags.jobPrefix ?? "",
		credentials,
	};
}

const noServer = (databasePath: string): TorcError =>
	new TorcError("environment", `${databasePath} is open inside this command; compute nodes could not reach it`, {
		hint: `Start a server that they reach, 'torc-server run --database ${databasePath}', and name it with TORC_API_URL.`,
	});

/** The launcher beside this program, or this program told what to be. */
export function runnerProgram(): string[] {
	const torc = ownProgram();
	if (torc === null) return ["torc-slurm-job-runner"];
	const beside = join(dirname(torc), "torc-slurm-job-runner");
	return existsSync(beside) ? [beside] : ["env", "TORC_PROGRAM=torc-slurm-job-runner", torc];
}
