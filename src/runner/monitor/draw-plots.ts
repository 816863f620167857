// Draws what the runner measured, where the workflow asks for it (generate_plots); a run never fails by it.
import { dirname } from "node:path";
import type { Session } from "../session.ts";
import { metricsLabel } from "./metrics-database.ts";

/** `database`: null when no samples over time were kept. The pages lie beside it and begin with its label. */
export async function drawPlots(session: Session, database: string | null): Promise<void> {
	if (database === null || session.monitor?.generate_plots !== true) return;
	try {
		const { writePlots } = await import("../../plots/write-plots.ts");
		const paths = writePlots({
			databases: [database],
			outputDir: dirname(database),
			prefix: metricsLabel(session),
			format: "html",
			jobIds: [],
		});
		session.log("info", "Plots drawn", { files: paths.length, folder: dirname(database) });
	} catch (error) {
		session.log("warn", `the plots cannot be drawn: ${(error as Error).message}; the measurements are in ${database}`);
	}
}
