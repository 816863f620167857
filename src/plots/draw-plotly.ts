// A plot as Plotly's JSON, for other programs: `{data, layout}`.
import type { Panel, Plot } from "./plot.ts";

const AXIS_TITLES = { percent: "CPU %", bytes: "Bytes" } as const;

export function drawPlotly({ title, panels }: Plot): string {
	const axes = panels.map((panel, index) => [
		[`xaxis${suffix(index)}`, panel.kind === "lines" ? { type: "date" } : { type: "category" }],
		[`yaxis${suffix(index)}`, { title: { text: AXIS_TITLES[panel.unit] }, rangemode: "tozero" }],
	]);
	const layout = {
		title: { text: title },
		...(panels.length > 1 && { grid: { rows: panels.length, columns: 1, pattern: "independent" } }),
		...Object.fromEntries(axes.flat()),
	};
	return `${JSON.stringify({ data: panels.flatMap(traces), layout }, null, 2)}\n`;
}

function traces(panel: Panel, index: number): object[] {
	const axes = { xaxis: `x${suffix(index)}`, yaxis: `y${suffix(index)}` };
	if (panel.kind === "bars") {
		return panel.series.map(({ name, y }) => ({ type: "bar", name, x: panel.categories, y, ...axes }));
	}
	return panel.series.map(({ name, x, y }) => ({
		type: "scatter",
		mode: "lines+markers",
		name,
		x: x.map((seconds) => new Date(seconds * 1000).toISOString()),
		y,
		...axes,
	}));
}

/** Plotly's first axis has no number. */
const suffix = (index: number): string => (index === 0 ? "" : String(index + 1));
