// torc-server export
import { resolve } from "node:path";
import { formatMemorySize } from "../../../core/memory-size.ts";
import { exportDatabase } from "../../../server/export-database.ts";
import { serverExport } from "../../grammar/server-export.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";
import { databasePath } from "./server-settings.ts";

export const command = implement(serverExport, {
	run: async ({ config, env, cwd }, args) => {
		const { workflows, sizeBytes } = exportDatabase({
			database: databasePath(args.database ?? config.text("server.database") ?? env.DATABASE_URL, cwd),
			output: resolve(cwd, args.output),
			keep: kept(args),
			overwrite: args.overwrite,
			keepGroups: args.preserveAccessGroups,
			vacuum: !args.noVacuum,
		});
		return { output_file: args.output, workflows, size_bytes: sizeBytes };
	},
	show: (done) =>
		text(
			`Copied ${done.workflows === 1 ? "1 workflow" : `${done.workflows} workflows`} to ${done.output_file} (${formatMemorySize(done.size_bytes)})`,
		),
});

interface Filters {
	readonly workflowIds: readonly number[];
	readonly user: readonly string[];
	readonly accessGroup: readonly number[];
}

function kept({ workflowIds, user, accessGroup }: Filters) {
	if (workflowIds.length > 0) return { ids: workflowIds };
	if (user.length > 0) return { users: user };
	return accessGroup.length > 0 ? { groupIds: accessGroup } : null;
}
