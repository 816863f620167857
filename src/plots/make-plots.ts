// Which plots measurements make (9-views, Logs, plots, monitoring).
import { formatMemorySize } from "../core/memory-size.ts";
import type { BarPanel, FigureTable, LinePanel, Plot, Unit } from "./plot.ts";
import type { JobSeries, Samples, Series } from "./samples.ts";

/** More bars cannot be told apart; the table has all. */
const MOST_BARS = 40;

/** Empty when there are no samples. */
export function makePlots({ jobs, nodes }: Samples): Plot[] {
	const plots: Plot[] = jobs.map((job) => ({
		name: `job_${job.id}`,
		title: `${job.name} (job ${job.id})`,
		panels: timelines([{ ...job, name: job.name }], ""),
	}));
	const jobLines = timelines(
		jobs.map((job) => ({ ...job, name: labelOf(job, jobs) })),
		" of jobs",
	);
	const nodeLines = timelines(nodes, " of nodes");
	if (jobs.length > 1) {
		const [cpu, memory] = jobLines;
		plots.push({ name: "cpu_all_jobs", title: "CPU of all jobs", panels: [cpu] });
		plots.push({ name: "memory_all_jobs", title: "Memory of all jobs", panels: [memory] });
	}
	if (jobs.length > 0) {
		const figures = jobs.map((job) => figuresOf(labelOf(job, jobs), job));
		const panels = [...bars(figures, "job"), ...jobLines, ...(nodes.length > 0 ? nodeLines : [])];
		plots.push({ name: "summary", title: "Resources of jobs", panels, table: tableOf("Job", figures) });
	}
	if (nodes.length > 0) {
		const figures = nodes.map((node) => figuresOf(node.name, node));
		plots.push({ name: "system_timeline", title: "Load of nodes", panels: nodeLines });
		plots.push({
			name: "system_summary",
			title: "Resources of nodes",
			panels: bars(figures, "node"),
			table: tableOf("Node", figures),
		});
	}
	return plots;
}

/** Names may repeat: then the id tells jobs apart. */
function labelOf(job: JobSeries, jobs: readonly JobSeries[]): string {
	return jobs.some(({ id, name }) => name === job.name && id !== job.id) ? `${job.name} (${job.id})` : job.name;
}

function timelines(all: readonly (Series & { readonly name: string })[], of: string): [LinePanel, LinePanel] {
	const panel = (title: string, unit: Unit, values: (series: Series) => readonly number[]): LinePanel => ({
		kind: "lines",
		title: title + of,
		unit,
		series: all.map((series) => ({ name: series.name, x: series.times, y: values(series) })),
	});
	return [
		panel("CPU", "percent", (series) => series.cpuPercent),
		panel("Memory", "bytes", (series) => series.memoryBytes),
	];
}

interface Figures {
	readonly name: string;
	readonly peakCpu: number;
	readonly averageCpu: number;
	readonly peakMemory: number;
	readonly averageMemory: number;
	readonly samples: number;
}

function figuresOf(name: string, { cpuPercent, memoryBytes, times }: Series): Figures {
	const peak = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0);
	const average = (values: readonly number[]): number =>
		values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
	return {
		name,
		peakCpu: peak(cpuPercent),
		averageCpu: average(cpuPercent),
		peakMemory: peak(memoryBytes),
		averageMemory: average(memoryBytes),
		samples: times.length,
	};
}

function bars(figures: readonly Figures[], noun: string): [BarPanel, BarPanel] {
	const panel = (title: string, unit: Unit, peak: keyof Figures, average: keyof Figures): BarPanel => {
		const shown = [...figures].sort((a, b) => Number(b[peak]) - Number(a[peak])).slice(0, MOST_BARS);
		const some = shown.length < figures.length ? `, the ${MOST_BARS} largest of ${figures.length}` : "";
		return {
			kind: "bars",
			title: `${title} per ${noun}${some}`,
			unit,
			categories: shown.map(({ name }) => name),
			series: [
				{ name: "Peak", y: shown.map((one) => Number(one[peak])) },
				{ name: "Average", y: shown.map((one) => Number(one[average])) },
			],
		};
	};
	return [panel("CPU", "percent", "peakCpu", "averageCpu"), panel("Memory", "bytes", "peakMemory", "averageMemory")];
}

function tableOf(noun: string, figures: readonly Figures[]): FigureTable {
	return {
		columns: [noun, "Peak CPU", "Average CPU", "Peak memory", "Average memory", "Samples"],
		rows: figures.map((one) => [
			one.name,
			`${one.peakCpu.toFixed(0)} %`,
			`${one.averageCpu.toFixed(0)} %`,
			formatMemorySize(one.peakMemory),
			formatMemorySize(Math.round(one.averageMemory)),
			String(one.samples),
		]),
	};
}
