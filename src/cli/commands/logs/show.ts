// torc logs show: what a job wrote, once or as it goes on.
import { existsSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { chooseJob } from "../../choosing/choose-job.ts";
import type { Context } from "../../context.ts";
import type { Arguments } from "../../grammar/command.ts";
import { logsShow } from "../../grammar/logs.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { followJob } from "./follow-job.ts";
import { chooseFiles, type JobLogFile, listJobLogFiles } from "./job-log-files.ts";
import { LogPrinter } from "./log-printer.ts";
import { tailOffset } from "./read-tail.ts";

type ShowArguments = Arguments<typeof logsShow>;

export const command = implement(logsShow, {
	run: async (context, args) => {
		const job = await chooseJob(context, args.job, args.workflow);
		const outputDir = args.outputDir ?? context.config.text("client.run.output_dir") ?? "torc_output";
		const find = (): JobLogFile[] => chooseFiles(listJobLogFiles(resolve(context.cwd, outputDir), job), args);
		const files = find();
		if (files.length === 0 && !args.follow) throw noFiles(context, job, outputDir);
		if (context.format === "json") return answer(context, job, files, args);
		const shown = (path: string): string => relative(context.cwd, path);
		const printer = new LogPrinter(context.terminal.print, files.length > 1 || args.follow ? shown : null);
		if (args.lines !== undefined) for (const { path } of files) printer.skipTo(path, tailOffset(path, args.lines));
		if (args.follow) await followJob(context, job, find, printer);
		else for (const { path } of files) await printer.printNew(path);
		return undefined;
	},
	show: () => NOTHING,
});

function answer(context: Context, job: JobModel, files: readonly JobLogFile[], { lines }: ShowArguments) {
	return {
		job_id: job.id,
		job_name: job.name,
		workflow_id: job.workflow_id,
		status: job.status,
		items: files.map(({ path, stream, runId, attemptId, start }) => ({
			path: relative(context.cwd, path),
			stream,
			run_id: runId,
			attempt_id: attemptId,
			start,
			size_bytes: statSync(path).size,
			text: readFileSync(path)
				.subarray(lines === undefined ? 0 : tailOffset(path, lines))
				.toString(),
		})),
	};
}

function noFiles(context: Context, job: JobModel, outputDir: string): TorcError {
	const folder = resolve(context.cwd, outputDir);
	if (!existsSync(folder)) {
		return new TorcError("environment", `There is no output folder ${outputDir}`, {
			hint: "Name the folder the workflow ran with: -o DIR.",
		});
	}
	const started = job.status !== "uninitialized" && job.status !== "blocked" && job.status !== "ready";
	return new TorcError("not_found", `Job '${job.name}' (${job.status}) has no such output in ${outputDir}/job_stdio`, {
		hint: started
			? "It may have run with another output folder (-o DIR) or on another machine, or its output is switched off."
			: `It has not started: 'torc why ${job.id}' tells why.`,
	});
}
