// torc checkpoint test: tries out on this machine whether a job survives a wall time.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { parseMemorySize } from "../../../core/memory-size.ts";
import { parseSpan } from "../../../core/span.ts";
import { findCheckpointFiles } from "../../../runner/checkpoint/declared-files.ts";
import { readSpecText } from "../../../spec/read-spec-text.ts";
import type { Context } from "../../context.ts";
import { checkpointTest } from "../../grammar/checkpoint.ts";
import { implement } from "../../implement.ts";
import { loadDraft } from "../lifecycle/load-draft.ts";
import { makeReport, showReport } from "./report.ts";
import { Abort } from "./trial/abort.ts";
import { type JobUnderTest, oneJobDraft } from "./trial/one-job-draft.ts";
import { type Interruptions, runTest, SHORTEST_SECONDS } from "./trial/run-test.ts";
import { type CopyPlan, isInside, planCopy } from "./trial/working-copy.ts";

interface CopyArguments {
	readonly copy: readonly string[];
	readonly link: readonly string[];
	readonly copyLimit: string;
}

export const command = implement(checkpointTest, {
	run: async (context, args) => {
		const interruptions = readInterruptions(args.interruptAfter, args.times);
		const limitSeconds = spanOf("--time-limit", args.timeLimit);
		const { draft } = await loadDraft(context, readSpecText(args.spec), { skipChecks: true });
		const under = oneJobDraft(draft, args.job);
		refuseOutside(under, context.cwd);
		const copy = copyPlanOf(context, args, under);
		const parent = args.scratch === undefined ? tmpdir() : resolve(context.cwd, args.scratch);
		const scratch = mkdtempSync(join(parent, "torc-checkpoint-"));
		using abort = new Abort();
		let isKept = false;
		try {
			const say = context.format === "json" ? () => undefined : context.terminal.say;
			const setup = { scratch, copy, under, user: context.user, limitSeconds, abort, say };
			isKept = args.keep;
			const facts = await runTest(setup, interruptions);
			return makeReport(facts, under.leadSeconds, isKept ? scratch : null);
		} finally {
			if (isKept) context.terminal.say(`Kept: ${scratch}`);
			else rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
		}
	},
	show: (report) => showReport(report),
	exitCode: (report) => (report.good ? 0 : 1),
});

function readInterruptions(after: string | undefined, times: number): Interruptions {
	if (after === undefined) return { times };
	const afterSeconds = spanOf("--interrupt-after", after);
	if (afterSeconds >= SHORTEST_SECONDS) return { afterSeconds };
	throw new TorcError("usage", `--interrupt-after ${after}: at least ${SHORTEST_SECONDS} s, so that the job can begin`);
}

function spanOf(flag: string, value: string): number {
	const seconds = parseSpan(value);
	if (seconds !== null && seconds > 0) return seconds;
	throw new TorcError("usage", `${flag} '${value}' is no span of time: use 5s, 2m or PT30S`);
}

/** The test must not change the user's files, and a second run must not find the first one's. */
function refuseOutside({ job, inputs, outputs, checkpointPaths }: JobUnderTest, cwd: string): void {
	const leaves = (path: string): boolean => isAbsolute(path) || !isInside(cwd, resolve(cwd, path));
	const written = [
		...outputs.filter(leaves),
		...checkpointPaths.filter((path) => !/^\$\{?TORC_CHECKPOINT_DIR\b/.test(path) && leaves(path)),
	];
	if (written.length > 0) {
		throw new TorcError("invalid", `${job.name} writes outside of its working folder: ${written.join(", ")}`, {
			hint: "The test runs on a copy and must not touch these. Use paths relative to the working folder, or below $TORC_CHECKPOINT_DIR.",
		});
	}
	const above = inputs.filter((path) => !isAbsolute(path) && leaves(path));
	if (above.length === 0) return;
	throw new TorcError("invalid", `${job.name} reads files above its working folder: ${above.join(", ")}`, {
		hint: "Start the test in a folder that holds them all, or name them by absolute paths.",
	});
}

function copyPlanOf({ cwd, config }: Context, args: CopyArguments, under: JobUnderTest): CopyPlan {
	const limitBytes = parseMemorySize(args.copyLimit);
	if (limitBytes === null) throw new TorcError("usage", `--copy-limit '${args.copyLimit}' is no size: use 500m or 20g`);
	const output = config.text("client.run.output_dir") ?? "torc_output";
	const earlier = findCheckpointFiles(under.checkpointPaths, join(cwd, output)).map((file) => file.path);
	const inputs = under.inputs.filter((path) => !isAbsolute(path) && !args.link.includes(path));
	return planCopy({
		from: cwd,
		only: args.copy.length > 0 ? [...args.copy, ...inputs] : undefined,
		links: args.link,
		without: new Set([
			...under.outputs.map((path) => resolve(cwd, path)),
			...earlier,
			join(cwd, output),
			join(cwd, ".git"),
		]),
		limitBytes,
	});
}
