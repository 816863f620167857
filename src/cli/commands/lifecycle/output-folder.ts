// Where a run's outputs and logs go; made before a workflow is created, so that nothing is left of a wrong one.
import { resolve } from "node:path";
import { makeFolder } from "../../../runner/make-folder.ts";
import type { Context } from "../../context.ts";

/** As it was named. Errors: `environment` when it cannot be made. */
export function outputFolder({ config, cwd }: Context, flag: string | undefined): string {
	const folder = flag ?? config.text("client.run.output_dir") ?? "torc_output";
	makeFolder(resolve(cwd, folder));
	return folder;
}
