// torc run: a specification or a created workflow, on this machine.
import { existsSync } from "node:fs";
import { extname } from "node:path";
import { parseDuration } from "../../../core/duration.ts";
import { TorcError } from "../../../core/errors.ts";
import { readSpecText } from "../../../spec/read-spec-text.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { run } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { usageError } from "../../parse/usage-error.ts";
import { NOTHING } from "../../render/view.ts";
import { createWorkflow } from "./create-workflow.ts";
import { loadDraft } from "./load-draft.ts";
import { refuseMissingInputs } from "./missing-inputs.ts";
import { outputFolder } from "./output-folder.ts";
import { reportRun } from "./report-run.ts";
import { deadlineOf, runHere } from "./run-here.ts";
import { tellUnfit } from "./tell-unfit.ts";
import { type MachineOverrides, refuseUnfit } from "./unfit-jobs.ts";

const SPEC_EXTENSIONS = [".yaml", ".yml", ".json", ".json5", ".kdl"];

export const command = implement(run, {
	run: async (context, args) => {
		const { config } = context;
		const memoryGb = args.memoryGb ?? config.number("client.run.memory_gb");
		const machine: MachineOverrides = {
			numCpus: args.numCpus ?? config.number("client.run.num_cpus"),
			memoryBytes: memoryGb === undefined ? undefined : Math.floor(memoryGb * 2 ** 30),
			numGpus: args.numGpus ?? config.number("client.run.num_gpus"),
			maxParallelJobs: args.maxParallelJobs ?? config.number("client.run.max_parallel_jobs"),
		};
		const deadline = deadlineOf(timeLimit(args.timeLimit), args.endTime, Date.now());
		const { specOrId } = args;
		if (specOrId === undefined && !context.terminal.stdinIsTerminal) {
			throw usageError("<SPEC_OR_ID> is needed", "torc run");
		}
		const folder = (): string => outputFolder(context, args.outputDir);
		const isSpec = specOrId !== undefined && looksLikeSpec(specOrId);
		const workflowId = isSpec
			? await createFromSpec(context, specOrId, { skipChecks: args.skipChecks, machine, beforehand: folder })
			: await existingWorkflow(context, specOrId, args.skipChecks, machine);
		if (isSpec) context.terminal.say(`Created workflow ${workflowId}`);
		const outputDirectory = folder();
		const outcome = await runHere(context, {
			workflowId,
			fresh: isSpec,
			outputDirectory,
			...machine,
			deadline,
			pollIntervalSeconds: args.pollInterval ?? config.number("client.run.poll_interval"),
			labels: args.label,
			persistent: args.persistent,
		});
		return reportRun(context, outcome, { outputDirectory, labels: args.label });
	},
	show: () => NOTHING,
	exitCode: (done, args, context) => {
		if (done.reason === "server_away" || done.reason === "workflow_gone") return 1;
		if (!args.failOnError && context.config.boolean("client.run.fail_on_error") !== true) return 0;
		return done.had_failures ? 7 : done.had_terminations ? 8 : 0;
	},
});

/** `-`, a file that exists, or a name that ends like one; anything else is an id or a workflow's name. */
export const looksLikeSpec = (text: string): boolean =>
	text === "-" || SPEC_EXTENSIONS.includes(extname(text).toLowerCase()) || (!/^\d+$/.test(text) && existsSync(text));

interface Creation {
	readonly skipChecks: boolean;
	readonly machine: MachineOverrides;
	/** The last thing before something is created. */
	beforehand(): void;
}

async function createFromSpec(
	context: Context,
	argument: string,
	{ skipChecks, machine, beforehand }: Creation,
): Promise<number> {
	const { draft } = await loadDraft(context, readSpecText(argument), { skipChecks });
	refuseMissingInputs(draft, context.cwd);
	if (!skipChecks) await refuseUnfit(draft, machine);
	beforehand();
	return createWorkflow(context, draft);
}

async function existingWorkflow(
	context: Context,
	text: string | undefined,
	skipChecks: boolean,
	machine: MachineOverrides,
): Promise<number> {
	const workflowId = await chooseWorkflow(context, text);
	if (!skipChecks) await tellUnfit(context, workflowId, machine);
	return workflowId;
}

function timeLimit(text: string | undefined): number | null {
	if (text === undefined) return null;
	const seconds = parseDuration(text);
	if (seconds !== null && seconds > 0) return seconds;
	throw new TorcError("usage", `--time-limit '${text}' is no ISO 8601 duration above 0: use PT30M, PT4H or P1DT12H`);
}
