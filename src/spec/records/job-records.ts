// Jobs, files and user data: the records that may be parameterized (1-spec §2).
import { isEnvName } from "../../core/env-name.ts";
import { labelProblem } from "../../core/labels.ts";
import { kindOf } from "../variables.ts";
import {
	anything,
	type Check,
	decimal,
	flag,
	integer,
	list,
	mapOf,
	nonEmpty,
	oneOf,
	record,
	text,
} from "./field-check.ts";
import { durationText, memoryText } from "./requirement-records.ts";

/** A parameter: text in one of its forms, a number, or a native list. */
export const parameterValue: Check = (node, path, report) => {
	if (node.kind === "map") report.error(path, "A parameter's value must be text, a number or a list, not a map");
	if (node.kind === "scalar" && node.value === null) report.error(path, "A parameter needs a value");
	if (node.kind !== "list") return;
	for (const [index, item] of node.items.entries()) {
		if (item.kind === "scalar" && item.value !== null) continue;
		report.error([...path, index], `A parameter's list must hold text or numbers, not ${kindOf(item)}`);
	}
};

const PARAMETER_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
export const parameterName = (name: string): string | null =>
	PARAMETER_NAME.test(name) ? null : `'${name}' is no valid parameter name: use letters, digits and _`;

export const parameters = mapOf(parameterValue, parameterName);
export const env = mapOf(text(), (name) =>
	isEnvName(name) ? null : `'${name}' is no valid environment variable name`,
);
export const name = text(nonEmpty);
export const names = list(text(nonEmpty));

const PARAMETERIZED: Readonly<Record<string, Check>> = {
	parameters,
	parameter_mode: oneOf("product", "zip"),
	use_parameters: names,
	parameters_file: text(nonEmpty),
	use_parameters_file: flag,
};

export const stdio = record({
	noun: "stdio",
	fields: { mode: oneOf("separate", "combined", "no_stdout", "no_stderr", "none"), delete_on_success: flag },
});

const checkpoint = record({
	noun: "checkpoint",
	fields: {
		paths: names,
		validate: text(nonEmpty),
		keep: integer(1),
		resume: oneOf("auto", "manual"),
		max_restarts_without_progress: integer(1),
		exit_code: integer(0, 255),
	},
});

const inlineRequirements = record({
	noun: "inline resource_requirements",
	fields: {
		num_cpus: integer(1),
		memory: memoryText,
		num_gpus: integer(0),
		num_nodes: integer(1),
		runtime: durationText,
	},
});

const requirements: Check = (node, path, report) => {
	if (node.kind === "map") inlineRequirements(node, path, report);
	else name(node, path, report);
};

export const job = record({
	noun: "a job",
	required: ["name", "command"],
	fields: {
		name,
		command: text(nonEmpty),
		invocation_script: text(),
		env,
		cancel_on_blocking_job_failure: flag,
		supports_termination: flag,
		resource_requirements: requirements,
		failure_handler: name,
		scheduler: name,
		depends_on: names,
		depends_on_regexes: names,
		input_files: names,
		input_file_regexes: names,
		output_files: names,
		output_file_regexes: names,
		input_user_data: names,
		input_user_data_regexes: names,
		output_user_data: names,
		output_user_data_regexes: names,
		...PARAMETERIZED,
		stdio,
		priority: integer(0),
		labels: list(text(labelProblem)),
		checkpoint,
	},
});

export const file = record({
	noun: "a file",
	required: ["name", "path"],
	fields: { name, path: text(nonEmpty), identifier: text(), st_mtime: decimal, ...PARAMETERIZED },
});

export const userData = record({
	noun: "user_data",
	fields: { name, data: anything, is_ephemeral: flag, ...PARAMETERIZED },
});
