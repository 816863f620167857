// torc config validate: everything that is wrong with files and variables, not only the first.
import { findProblems } from "../../config/find-problems.ts";
import { readConfig } from "../../config/load-config.ts";
import { configValidate } from "../../grammar/config.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(configValidate, {
	run: async (context) => {
		const { config, problems } = await readConfig(context);
		const all = [...problems, ...findProblems(config)];
		const of = (severity: string): string[] => all.filter((one) => one.severity === severity).map((one) => one.message);
		const errors = of("error");
		return { valid: errors.length === 0, errors, warnings: of("warning"), notes: of("note") };
	},
	show: ({ valid, errors, warnings, notes }) =>
		text(
			[
				...errors.map((message) => `error: ${message}`),
				...warnings.map((message) => `warning: ${message}`),
				...notes.map((message) => `note: ${message}`),
				valid ? "The configuration is valid." : "The configuration is not valid.",
			].join("\n"),
		),
	exitCode: ({ valid }) => (valid ? 0 : 1),
});
