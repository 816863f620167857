// Draws the measurements of monitors into files.
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { drawHtml } from "./draw-html.ts";
import { drawPlotly } from "./draw-plotly.ts";
import { makePlots } from "./make-plots.ts";
import { readSamples } from "./read-samples.ts";

export interface PlotRequest {
	readonly databases: readonly string[];
	readonly outputDir: string;
	/** Before the names of the files, with `_` between; may be empty. */
	readonly prefix: string;
	readonly format: "html" | "json";
	/** Only these jobs; empty: all. */
	readonly jobIds: readonly number[];
}

/** The paths of the files, in order; empty when nothing was measured. Errors: those of reading and writing. */
export function writePlots({ databases, outputDir, prefix, format, jobIds }: PlotRequest): string[] {
	const samples = readSamples(databases, jobIds);
	if (jobIds.length > 0 && samples.jobs.length === 0) return [];
	const plots = makePlots(samples);
	if (plots.length > 0) mkdirSync(outputDir, { recursive: true });
	const about = databases.map((path) => basename(path)).join(", ");
	return plots.map((plot) => {
		const path = join(outputDir, `${prefix === "" ? "" : `${prefix}_`}${plot.name}.${format}`);
		writeFileSync(path, format === "html" ? drawHtml(plot, about) : drawPlotly(plot));
		return path;
	});
}
