// torc plot-resources: pages with the measurements of monitors.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { TorcError } from "../../../core/errors.ts";
import { plotResources } from "../../grammar/plots.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(plotResources, {
	run: async (context, { dbPaths, outputDir, prefix, format, jobIds }) => {
		const { writePlots } = await import("../../../plots/write-plots.ts");
		const databases = dbPaths.flatMap((path) => databasesIn(resolve(context.cwd, path)));
		const folder = resolve(context.cwd, outputDir);
		const paths = writePlots({ databases, outputDir: folder, prefix, format: format as "html", jobIds });
		if (paths.length > 0) return { paths };
		const of = jobIds.length > 0 ? ` of job ${jobIds.join(", ")}` : "";
		throw new TorcError("not_found", `There are no samples${of} in ${dbPaths.join(", ")}; nothing was drawn`, {
			hint: "Samples over time are kept by 'resource_monitor: {enabled: true, granularity: time_series}'.",
		});
	},
	show: ({ paths }) => text([`Wrote ${paths.length} ${paths.length === 1 ? "plot" : "plots"}:`, ...paths].join("\n")),
});

/** Of a run's output folder, those of its measurements: its own database is none. */
function databasesIn(path: string): string[] {
	if (!isFolder(path)) return [path];
	const measured = join(path, "resource_utilization");
	const folder = isFolder(measured) ? measured : path;
	const found = readdirSync(folder).filter((name) => name.endsWith(".db"));
	if (found.length > 0) return found.sort().map((name) => join(folder, name));
	throw new TorcError("not_found", `There are no databases (*.db) in ${folder}`, {
		hint: "Runs with a resource monitor leave them in the resource_utilization folder of their output folder.",
	});
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
