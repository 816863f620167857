// The specification of what `torc exec` runs.
import { TorcError } from "../../../core/errors.ts";
import type { Arguments } from "../../grammar/command.ts";
import type { exec } from "../../grammar/lifecycle.ts";
import { execCommands } from "./exec-commands.ts";
import { execJobs, unusedParameters } from "./exec-jobs.ts";

export type ExecArguments = Arguments<typeof exec>;

export interface ExecContext {
	readonly now: Date;
	readonly stdinIsTerminal: boolean;
	readonly warn: (message: string) => void;
}

/** Parameters that no command uses are told to `warn`. Errors: `usage`, `malformed`. */
export function execSpec(
	args: ExecArguments,
	{ now, stdinIsTerminal, warn }: ExecContext,
): Readonly<Record<string, unknown>> {
	const commands = execCommands({
		commands: args.command,
		file: args.commandsFile,
		stray: args.stray,
		trailing: args.trailing,
		stdinIsTerminal,
	});
	const link = args.link === "zip" ? "zip" : "product";
	const jobs = execJobs(commands, args.param, link);
	for (const name of unusedParameters(commands, args.param)) {
		warn(`--param ${name} is not used: no command contains {${name}}`);
	}
	return {
		name: args.name ?? `exec_${stamp(now)}`,
		...(args.description !== undefined && { description: args.description }),
		jobs,
		resource_monitor: monitor(args),
		...(args.stdio !== undefined && { execution_config: { stdio: { mode: args.stdio.replace("-", "_") } } }),
	};
}

function monitor(args: ExecArguments): Readonly<Record<string, unknown>> {
	const { monitor: jobs, monitorComputeNode: node, generatePlots, sampleIntervalSeconds: interval } = args;
	if (generatePlots && jobs !== "time-series" && node !== "time-series") {
		throw new TorcError(
			"malformed",
			"--generate-plots requires --monitor time-series or --monitor-compute-node time-series",
		);
	}
	return {
		jobs: jobs === "off" ? { enabled: false } : { enabled: true, granularity: granularity(jobs) },
		...(node !== "off" && { compute_node: { enabled: true, granularity: granularity(node) } }),
		...(interval !== undefined && { sample_interval_seconds: interval }),
		...(generatePlots && { generate_plots: true }),
	};
}

const granularity = (mode: string): string => mode.replace("-", "_");

/** `20261124_131011`, local time. */
function stamp(now: Date): string {
	const two = (value: number): string => String(value).padStart(2, "0");
	const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
	return `${day}_${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}
