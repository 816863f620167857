// torc monitor-node: samples this machine, without a runner, until a signal ends it (4-runner §5).
import { hostname } from "node:os";
import { resolve } from "node:path";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { MetricsDatabase } from "../../../runner/monitor/metrics-database.ts";
import { NodeSampler } from "../../../runner/monitor/node-sampler.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { monitorNode } from "../../grammar/slurm-accounting.ts";
import { implement } from "../../implement.ts";
import { fields } from "../../render/view.ts";
import { timeText } from "../slurm/accounting/figures-text.ts";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGUSR1"] as const;
/** The server may be starting, like the allocation that this runs in. */
const PATIENCE = { forMs: 60_000 };

export const command = implement(monitorNode, {
	run: async (context, args) => {
		// Heard from the start: whoever ends it early gets what there is.
		const ended = new Promise<string>((done) => {
			for (const signal of SIGNALS) process.on(signal, () => done(signal));
		});
		const file = {
			outputDirectory: resolve(context.cwd, args.outputDir),
			label: await labelOf(context, args.workflowId),
			warn: (message: string) => context.terminal.say(message),
		};
		const series = { jobSeries: false, nodeSeries: !args.summaryOnly, nodeSummary: true };
		const database = new MetricsDatabase(file, args.flushIntervalSeconds, series);
		const sampler = new NodeSampler();
		const startedAt = Date.now();
		const sample = (): void => {
			const now = Date.now();
			const taken = sampler.sample(now);
			if (taken !== null) database.addNode(now, taken);
		};
		sample();
		const timer = setInterval(sample, args.sampleIntervalSeconds * 1000);
		context.terminal.say(`Samples every ${args.sampleIntervalSeconds} s go to ${database.path}`);
		await ended;
		clearInterval(timer);
		sample();
		const figures = sampler.figures();
		database.close(figures);
		return { database: database.path, seconds: Math.round((Date.now() - startedAt) / 1000), ...figures };
	},
	show: (watched) =>
		fields(
			{
				Watched: timeText(watched.seconds),
				Samples: watched.sample_count ?? 0,
				"Peak CPU %": watched.peak_cpu_percent?.toFixed(1),
				"Average CPU %": watched.avg_cpu_percent?.toFixed(1),
				"Peak memory": sizeText(watched.peak_memory_bytes),
				"Average memory": sizeText(watched.avg_memory_bytes),
				Database: watched.database,
				"To draw it": `torc plot-resources ${watched.database}`,
			},
			`Measured on ${hostname()}:`,
		),
});

const sizeText = (bytes: number | null | undefined): string | null =>
	typeof bytes === "number" ? formatMemorySize(bytes) : null;

/** 4-runner §4, LABEL of a node sampler. */
async function labelOf(context: Context, workflow: string | undefined): Promise<string> {
	const { SLURM_JOB_ID: slurmJobId, SLURMD_NODENAME: nodeName } = context.env;
	const place = `h${nodeName ?? hostname()}`;
	const allocation = slurmJobId === undefined ? "" : `_sl${slurmJobId}`;
	if (workflow === undefined) return `monitor_${place}${allocation}`;
	const client = await context.client();
	const id = /^\d+$/.test(workflow) ? Number(workflow) : await chooseWorkflow(context, workflow);
	const { run_id } = await client.getWorkflow({ params: { id }, retry: PATIENCE });
	return `monitor_wf${id}_${place}_r${run_id ?? 0}${allocation}`;
}
