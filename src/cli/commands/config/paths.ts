// torc config paths: which files are read, and which of them are there.
import { existsSync } from "node:fs";
import { configFiles } from "../../config/config-files.ts";
import { configPaths } from "../../grammar/config.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(configPaths, {
	run: async (context) => ({
		items: configFiles(context).map(({ scope, path }) => ({ scope, path, exists: existsSync(path) })),
	}),
	show: ({ items }) => {
		const lines = items.map(
			({ scope, path, exists }) => `  ${`${scope}:`.padEnd(8)}${path} (${exists ? "exists" : "not found"})`,
		);
		return text(
			[
				"Configuration files, later ones win:",
				...lines,
				"Then variables such as TORC_CLIENT__API_URL, then flags and their variables such as TORC_API_URL.",
			].join("\n"),
		);
	},
});
