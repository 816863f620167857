// Every command × every combination of parameters becomes a job: job1, job2, …
import { readFileSync } from "node:fs";
import { TorcError } from "../../../core/errors.ts";
import { combine } from "../../../spec/parameters/combine.ts";
import { ParameterError } from "../../../spec/parameters/parameter-error.ts";
import { parseValues, type Value } from "../../../spec/parameters/parse-values.ts";
import { compileTemplate } from "../../../spec/parameters/template.ts";

export interface ExecJob {
	readonly name: string;
	readonly command: string;
}

interface Parameter {
	readonly name: string;
	readonly values: readonly Value[];
}

/** Errors: `malformed` for a bad --param. */
export function execJobs(commands: readonly string[], params: readonly string[], link: "product" | "zip"): ExecJob[] {
	try {
		const { names, rows } = combine(parameters(params), link);
		const rowList = params.length === 0 ? [[]] : [...rows];
		const jobs: ExecJob[] = [];
		for (const command of commands) {
			const template = compileTemplate(command, names);
			for (const row of rowList) jobs.push({ name: `job${jobs.length + 1}`, command: template.render(row) });
		}
		return jobs;
	} catch (error) {
		if (error instanceof ParameterError) {
			throw badParameter(error.message.replace("parameter_mode zip", "--link zip"), error);
		}
		throw error;
	}
}

/** Names of `params` for which no command has a placeholder: each multiplies the jobs and changes none. */
export function unusedParameters(commands: readonly string[], params: readonly string[]): string[] {
	const names = parameters(params).map(({ name }) => name);
	const used = new Set(commands.flatMap((command) => compileTemplate(command, names).columns));
	return names.filter((_name, column) => !used.has(column));
}

function parameters(params: readonly string[]): Parameter[] {
	const seen = new Set<string>();
	return params.map((text) => {
		const equals = text.indexOf("=");
		const name = text.slice(0, equals).trim();
		if (equals < 1 || !/^[A-Za-z_]\w*$/.test(name))
			throw badParameter(`--param '${text}' is not of the form NAME=VALUE`);
		if (seen.has(name)) throw badParameter(`the parameter '${name}' is given twice`);
		seen.add(name);
		const values = parseValues(text.slice(equals + 1), readLines);
		if (values.length === 0) throw badParameter(`the parameter '${name}' has no values`);
		return { name, values };
	});
}

function readLines(path: string): string[] {
	try {
		return readFileSync(path, "utf8").split(/\r?\n/);
	} catch (error) {
		const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
		const reason = missing ? "there is no such file" : (error as Error).message;
		throw badParameter(`--param: cannot read '${path}': ${reason}`, error);
	}
}

const badParameter = (message: string, cause?: unknown): TorcError =>
	new TorcError("malformed", message, {
		cause,
		hint: "For example --param i=1:10, --param 'lr=[0.1,0.01]', --param f=@names.txt.",
	});
