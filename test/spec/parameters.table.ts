// Parameters, variables and their substitution.
import { job, type WrongSpec, withJob } from "./wrong-spec.ts";

const yaml = (name: string, text: string, expect: string, suggestion?: string): WrongSpec => ({
	name,
	format: "yaml",
	text,
	expect,
	...(suggestion === undefined ? {} : { suggestion }),
});
const named = (lines: string, name = "a_{i}"): string =>
	`name: w\njobs:\n  - name: ${name}\n    command: "true"\n    ${lines}\n`;

export const cases: readonly WrongSpec[] = [
	yaml("range: zero step", named('parameters: {i: ‸"1:10:0"}'), "Step cannot be zero"),
	yaml("range: words", named('parameters: {i: ‸"host:80"}'), "Invalid range values"),
	yaml("range: four parts", named('parameters: {i: ‸"1:2:3:4"}'), "Invalid range format"),
	yaml("range: too many values", named('parameters: {i: ‸"1:1000000000"}'), "the most is"),
	yaml("file list: no path", named('parameters: {i: ‸"@"}'), "needs the path"),
	yaml("file list: not there", named('parameters: {i: ‸"@no_such_list.txt"}'), "no_such_list.txt' not found"),
	yaml(
		"zip: lengths",
		'name: w\njobs:\n  - ‸name: a_{i}_{j}\n    command: "true"\n    parameter_mode: zip\n    parameters: {i: "1:3", j: "1:2"}\n',
		"'i' has 3 values, 'j' has 2",
	),
	yaml(
		"use_parameters: unknown",
		named("use_parameters: [‸lrr]\nparameters:\n  lr: 1".replace("\nparameters", "\nparameters")),
		"no parameter 'lrr'",
		"lr",
	),
	yaml("use_parameters: none there", named("use_parameters: [‸i]"), "The workflow has no parameter 'i'"),
	yaml("table: not there", named("parameters_file: ‸no_such_table.csv"), "no_such_table.csv' not found"),
	yaml("table: workflow has none", named("use_parameters_file: ‸true"), "needs a parameters_file of the workflow"),
	yaml(
		"table: with parameters",
		'name: w\njobs:\n  - name: a_{i}\n    command: "true"\n    parameters: {i: 1}\n    parameters_file: ‸t.csv\n',
		"parameters_file excludes parameters",
	),
	yaml("table: both kinds", "name: w\nparameters: {i: 1}\nparameters_file: ‸t.csv\njobs: []\n", "exclude each other"),
	yaml(
		"format: unknown",
		'name: w\njobs:\n  - name: ‸a_{i:x}\n    command: "true"\n    parameters: {i: 1}\n',
		"Unknown format in '{i:x}'",
	),
	yaml(
		"format: unknown in the command",
		'name: w\njobs:\n  - name: a_{i}\n    command: ‸"echo {i:5.2}"\n    parameters: {i: 1}\n',
		"Unknown format",
	),
	yaml(
		"name without placeholder",
		'name: w\njobs:\n  - name: ‸a\n    command: "echo {i}"\n    parameters: {i: "1:3"}\n',
		"must contain a placeholder for every parameter",
	),
	yaml(
		"name with one of two",
		'name: w\njobs:\n  - name: ‸a_{i}\n    command: "echo {i} {j}"\n    parameters: {i: "1:2", j: "1:2"}\n',
		"Duplicate job name: 'a_1'",
	),
	yaml(
		"file name without placeholder",
		withJob('files:\n  - {name: ‸f, path: "p{i}", parameters: {i: "1:2"}}\n'),
		"Duplicate file name: 'f'",
	),
	yaml(
		"user data without placeholder",
		withJob('user_data:\n  - {name: ‸u, data: "{i}", parameters: {i: "1:2"}}\n'),
		"Duplicate user_data name: 'u'",
	),
	yaml(
		"misspelt placeholder",
		'name: w\njobs:\n  - name: a_{index}\n    command: ‸"echo {indx}"\n    parameters: {index: 1}\n',
		"'{indx}' is no parameter here",
		"{index}",
	),
	yaml(
		"unused parameter",
		'name: w\njobs:\n  - ‸name: a_{i}\n    command: "true"\n    parameters: {i: 1, j: 2}\n',
		"Parameter 'j' is not used",
	),
	yaml("empty list", named("parameters: {i: ‸[]}"), "has no values"),
	yaml("variable: not text", "name: w\nvariables: {n: ‸3}\njobs: []\n", "Variable 'n' must be text", '"3"'),
	yaml("variable: name", 'name: w\nvariables: {‸"a-b": x}\njobs: []\n', "no valid variable name"),
	yaml(
		"variable: like a parameter",
		'name: w\nvariables: {i: ‸"x"}\njobs:\n  - {name: "a_{i}", command: "true", parameters: {i: 1}}\n',
		"has the name of a parameter",
	),
	yaml("variable: of another", 'name: w\nvariables: {a: x, b: ‸"{a}"}\njobs: []\n', "cannot be built from each other"),
	yaml("variable: with a template", 'name: w\nvariables: {b: ‸"{zz}"}\njobs: []\n', "never filled in"),
	yaml(
		"variable: undefined",
		'name: w\nvariables: {root: x}\njobs:\n  - {name: a, command: ‸"ls {rot}"}\n',
		"undefined template name 'rot'",
		"root",
	),
	yaml(
		"braces of awk in a workflow with variables",
		"name: w\nvariables: {root: x}\njobs:\n  - {name: a, command: ‸\"awk '{print}' {root}\"}\n",
		"undefined template name 'print'",
		"{ print }",
	),
	yaml(
		"a value makes a label with a comma",
		'name: w\njobs:\n  - {name: "a{i}", command: x, labels: [‸"l{i}"], parameters: {i: ["b,c"]}}\n',
		"label 'lb,c' contains a comma",
	),
	yaml(
		"a value makes an empty job name",
		'name: w\njobs:\n  - {name: ‸"{i}", command: x, parameters: {i: [""]}}\n',
		"its values make it empty",
	),
	yaml(
		"a value makes an empty command",
		'name: w\njobs:\n  - {name: "a{i}", command: ‸"{i}", parameters: {i: [" ", x]}}\n',
		"its values make it empty",
	),
	yaml(
		"a value makes an empty path",
		withJob('files: [{name: "f{i}", path: ‸"{i}", parameters: {i: [""]}}]\n'),
		"its values make it empty",
	),
	yaml(
		"a value makes an empty name of user data",
		withJob('user_data: [{name: ‸"{i}", parameters: {i: [""]}}]\n'),
		"its values make it empty",
	),
	yaml(
		"a parameter of the workflow that the job does not use",
		'name: w\nparameters: {alpha: "1:2"}\njobs:\n  - {name: ‸"a_{alpha}", command: x}\n',
		"'{alpha}' is a parameter of the workflow, but not of this record",
		"use_parameters: [alpha]",
	),
	yaml(
		"a name in braces without any parameters",
		'name: w\njobs:\n  - {name: ‸"a_{i}", command: "awk \'{print}\'"}\n',
		"'{i}' is no parameter here and is left as it is",
	),
	yaml(
		"misspelt placeholder in user data",
		withJob('user_data: [{name: "u{index}", data: ‸{a: ["{indx}"]}, parameters: {index: "1:2"}}]\n'),
		"'{indx}' is no parameter here",
		"{index}",
	),
	yaml("parameter list holds a map", job("parameters: {i: [1, ‸{a: 1}]}"), "must hold text or numbers"),
];
