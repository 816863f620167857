// torc slurm parse-logs: known errors in Slurm's output and in that of the jobs, with the allocation and the jobs they hit.
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "../../../../client/connect.ts";
import { TorcError } from "../../../../core/errors.ts";
import { SLURM_LOG_PATTERNS } from "../../../../recovery/slurm-log-patterns.ts";
import { allRecords } from "../../../../slurm/allocations/recorded-allocations.ts";
import { chooseWorkflow } from "../../../choosing/choose-workflow.ts";
import type { Context } from "../../../context.ts";
import { slurmParseLogs } from "../../../grammar/slurm-accounting.ts";
import { implement } from "../../../implement.ts";
import { collect } from "../../../lists/collect.ts";
import { text } from "../../../render/view.ts";
import { findIssues, type LogIssue } from "../../logs/find-issues.ts";
import { openLogs } from "../../logs/log-sources.ts";
import { nodeOfLine, slurmJobOfFile, slurmJobOfLine } from "./slurm-log-facts.ts";

interface SlurmIssue extends LogIssue {
	readonly slurm_job_id: string;
	readonly node?: string;
	readonly affected_jobs?: readonly { readonly job_id: number; readonly job_name: string }[];
}

export const command = implement(slurmParseLogs, {
	run: async (context, args) => {
		const { folder, wanted } = await whereAndWhich(context, args);
		const source = openLogs(folder, wanted);
		const client = await context.client();
		const workflowId = source.workflowId as number;
		const allocations = new Set((await allRecords(client, workflowId)).map((record) => String(record.scheduler_id)));
		const jobs = await jobsOfAllocations(client, workflowId);
		const issues: SlurmIssue[] = [];
		let filesScanned = 0;
		await source.each(async ({ name, content }) => {
			const ofFile = slurmJobOfFile(name);
			const isOutput = /^slurm_output_/.test(name) && ofFile !== null && allocations.has(ofFile);
			if (!isOutput && !name.startsWith("job_wf")) {
				await drain(content);
				return;
			}
			filesScanned++;
			for (const issue of await findIssues(name, content, SLURM_LOG_PATTERNS)) {
				if (!args.errorsOnly || issue.severity === "error") issues.push(await withFacts(issue, ofFile, jobs));
			}
		});
		const errors = issues.filter(({ severity }) => severity === "error").length;
		return {
			workflow_id: workflowId,
			output_dir: folder,
			slurm_jobs_count: allocations.size,
			files_scanned: filesScanned,
			total_issues: issues.length,
			errors,
			warnings: issues.length - errors,
			issues,
		};
	},
	show: (found) => text(draw(found)),
});

interface Where {
	readonly folder: string;
	readonly wanted: number | undefined;
}

/** 0.12 wrote `parse-logs ID -o DIR`. */
async function whereAndWhich(
	context: Context,
	args: {
		readonly path?: string | undefined;
		readonly workflowId?: string | undefined;
		readonly outputDir?: string | undefined;
	},
): Promise<Where> {
	const { cwd, config } = context;
	const usual = args.outputDir ?? config.text("client.run.output_dir") ?? "torc_output";
	const isId = args.path !== undefined && /^\d+$/.test(args.path) && !existsSync(resolve(cwd, args.path));
	const folder = resolve(cwd, isId ? usual : (args.path ?? usual));
	if (!existsSync(folder)) throw new TorcError("not_found", `Path not found: ${folder}`);
	if (!statSync(folder).isDirectory()) {
		throw new TorcError("malformed", `${folder} is no folder`, {
			hint: "Give the output folder of a run; 'torc logs analyze' reads bundles too.",
		});
	}
	const workflow = args.workflowId ?? (isId ? args.path : undefined);
	return { folder, wanted: workflow === undefined ? undefined : await chooseWorkflow(context, workflow) };
}

interface RanJobs {
	/** Slurm's job id → the jobs that ran in it. */
	readonly byAllocation: ReadonlyMap<string, readonly { readonly job_id: number; readonly job_name: string }[]>;
	readonly allocationOf: ReadonlyMap<number, string>;
	/** Also of a job that ran outside of Slurm. Empty for one that is gone. */
	nameOf(job: number): Promise<string>;
}

async function jobsOfAllocations(client: Client, id: number): Promise<RanJobs> {
	const items = await collect(
		(input: { readonly query: { readonly offset?: number | undefined; readonly limit?: number | undefined } }) =>
			client.getSlurmJobCorrelations({ params: { id }, ...input }),
		{ query: {} },
	);
	const names = new Map(items.map((item) => [item.job_id, item.job_name]));
	const groups = Map.groupBy(items, (item) => item.slurm_job_id);
	return {
		byAllocation: new Map(
			[...groups].map(([key, group]) => [key, group.map(({ job_id, job_name }) => ({ job_id, job_name }))]),
		),
		allocationOf: new Map(items.map((item) => [item.job_id, item.slurm_job_id])),
		async nameOf(job) {
			const name = names.get(job) ?? (await nameOfJob(client, job));
			names.set(job, name);
			return name;
		},
	};
}

async function nameOfJob(client: Client, id: number): Promise<string> {
	try {
		return (await client.getJob({ params: { id } })).name;
	} catch (error) {
		if (error instanceof TorcError && error.kind === "not_found") return "";
		throw error;
	}
}

async function withFacts(issue: LogIssue, ofFile: string | null, jobs: RanJobs): Promise<SlurmIssue> {
	const ownJob = issue.job_id;
	const fromJob = ownJob === undefined ? undefined : jobs.allocationOf.get(ownJob);
	const slurmJobId = slurmJobOfLine(issue.line) ?? ofFile ?? fromJob ?? "";
	const node = nodeOfLine(issue.line);
	const affected =
		ownJob === undefined
			? jobs.byAllocation.get(slurmJobId)
			: [{ job_id: ownJob, job_name: await jobs.nameOf(ownJob) }];
	return {
		...issue,
		slurm_job_id: slurmJobId,
		...(node !== null && { node }),
		...(affected !== undefined && { affected_jobs: affected }),
	};
}

async function drain(content: AsyncIterable<unknown> | ReadableStream<Uint8Array>): Promise<void> {
	for await (const _ of content as AsyncIterable<unknown>);
}

interface Found {
	readonly output_dir: string;
	readonly files_scanned: number;
	readonly errors: number;
	readonly warnings: number;
	readonly issues: readonly SlurmIssue[];
}

function draw({ output_dir, files_scanned, errors, warnings, issues }: Found): string {
	if (issues.length === 0) return `No known errors in ${files_scanned} file(s) of ${output_dir}`;
	const lines = [`${errors} error(s), ${warnings} warning(s) in ${files_scanned} file(s) of ${output_dir}`];
	for (const [file, group] of Map.groupBy(issues, (issue) => issue.file)) {
		lines.push("", `${file}:`);
		for (const issue of group) {
			const node = issue.node === undefined ? "" : ` on ${issue.node}`;
			const names = issue.affected_jobs?.map((job) => job.job_name).join(", ");
			lines.push(`  [${issue.severity.toUpperCase()}] line ${issue.line_number}${node}: ${issue.pattern_description}`);
			lines.push(`    ${issue.line}`);
			if (names) lines.push(`    jobs: ${names}`);
		}
	}
	return lines.join("\n");
}
