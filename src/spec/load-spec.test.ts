// Whole specifications: the four formats agree, published guides load, and shared things are stored once.
import { expect, test } from "bun:test";
import type { WorkflowDraft } from "../core/draft.ts";
import { loadSpec } from "./load-spec.ts";
import { renderDiagnostics } from "./render-diagnostics.ts";

function load(text: string, file = "w.yaml"): WorkflowDraft {
	const { draft, diagnostics } = loadSpec({ text, file, baseDirectory: import.meta.dir, user: "tester" });
	expect(diagnostics.filter((diagnostic) => diagnostic.severity === "error")).toEqual([]);
	return draft as WorkflowDraft;
}

const FULL = {
	name: "full",
	description: "d",
	project: "p",
	metadata: { a: [1, { b: null }] },
	variables: { root: "/data" },
	env: { X: "1" },
	parameters: { k: "1:2" },
	use_pending_failed: true,
	enable_ro_crate: true,
	compute_node_wait_for_new_jobs_seconds: 5,
	jobs_sort_method: "none",
	dynamic_jobs: { max_iterations: 5 },
	access_groups: ["a", "b"],
	jobs: [
		{
			name: "one",
			command: "ls {root}",
			invocation_script: "env",
			env: { Y: "2" },
			priority: 3,
			labels: ["gpu", "big"],
		},
		{
			name: "two_{k}",
			command: "cat ${files.input.in} > ${files.output.out_{k}}",
			use_parameters: ["k"],
			depends_on: ["one"],
			depends_on_regexes: ["^on"],
			resource_requirements: "small",
			failure_handler: "h",
			supports_termination: true,
			cancel_on_blocking_job_failure: false,
			input_user_data: ["cfg"],
			stdio: { mode: "combined", delete_on_success: true },
			checkpoint: { paths: ["a", "b"], keep: 3, resume: "auto" },
		},
	],
	files: [
		{ name: "in", path: "in.txt", st_mtime: 12.5, identifier: "x" },
		{ name: "out_{k}", path: "out_{k}.txt", use_parameters: ["k"] },
	],
	user_data: [{ name: "cfg", data: { lr: [1, 2] }, is_ephemeral: true }],
	resource_requirements: [{ name: "small", num_cpus: 1, memory: "1g", num_gpus: 1, num_nodes: 1, runtime: "PT5M" }],
	failure_handlers: [{ name: "h", rules: [{ exit_codes: [1, 2], recovery_script: "fix", max_retries: 2 }] }],
	slurm_schedulers: [{ name: "s", account: "a", nodes: 2, walltime: "02:00:00", extra: "--signal=B:TERM@60" }],
	slurm_defaults: { qos: "high" },
	resource_monitor: { sample_interval_seconds: 5, jobs: { enabled: true, granularity: "time_series" } },
	execution_config: { mode: "direct", sigterm_lead_seconds: 10, stdio: { mode: "separate" } },
	actions: [
		{
			trigger_type: "on_jobs_complete",
			action_type: "run_commands",
			jobs: ["one"],
			job_name_regexes: ["^two"],
			commands: ["a", "b"],
		},
		{
			trigger_type: "on_workflow_start",
			action_type: "schedule_nodes",
			scheduler: "s",
			scheduler_type: "slurm",
			num_allocations: 2,
		},
	],
};

const KDL = `
name "full"
description "d"
project "p"
metadata "{\\"a\\": [1, {\\"b\\": null}]}"
variables { root "/data" }
env { X "1" }
parameters { k "1:2" }
use_pending_failed #true
enable_ro_crate #true
compute_node_wait_for_new_jobs_seconds 5
jobs_sort_method "none"
dynamic_jobs { max_iterations 5 }
access_groups "a" "b"
job "one" { command "ls {root}"; invocation_script "env"; env { Y "2" }; priority 3; labels "gpu" "big" }
job "two_{k}" {
  command "cat \${files.input.in} > \${files.output.out_{k}}"
  use_parameters "k"
  depends_on_job "one"
  depends_on_regexes "^on"
  resource_requirements "small"
  failure_handler "h"
  supports_termination #true
  cancel_on_blocking_job_failure #false
  input_user_data "cfg"
  stdio { mode "combined"; delete_on_success #true }
  checkpoint { paths "a" "b"; keep 3; resume "auto" }
}
file "in" path="in.txt" st_mtime=12.5 identifier="x"
file "out_{k}" path="out_{k}.txt" { use_parameters "k" }
user_data "cfg" { data "{\\"lr\\": [1, 2]}"; is_ephemeral #true }
resource_requirements "small" { num_cpus 1; memory "1g"; num_gpus 1; num_nodes 1; runtime "PT5M" }
failure_handler "h" { rule { exit_codes 1 2; recovery_script "fix"; max_retries 2 } }
slurm_scheduler "s" { account "a"; nodes 2; walltime "02:00:00"; extra "--signal=B:TERM@60" }
slurm_defaults { qos "high" }
resource_monitor { sample_interval_seconds 5; jobs { enabled #true; granularity "time_series" } }
execution_config { mode "direct"; sigterm_lead_seconds 10; stdio { mode "separate" } }
action { trigger_type "on_jobs_complete"; action_type "run_commands"; job "one"; job_name_regexes "^two"; command "a"; command "b" }
action { trigger_type "on_workflow_start"; action_type "schedule_nodes"; scheduler "s"; scheduler_type "slurm"; num_allocations 2 }
`;

test("the four formats give the same workflow, with every field", () => {
	const json = JSON.stringify(FULL);
	const expected = load(json, "w.json");
	expect(load(json, "w.json5")).toEqual(expected);
	expect(load(json, "w.yaml")).toEqual(expected);
	expect(load(KDL, "w.kdl")).toEqual(expected);
	expect(load(KDL.replaceAll("#true", "true").replaceAll("#false", "false"), "w.kdl")).toEqual(expected);
	expect(load(json, "<stdin>")).toEqual(expected);
	expect(load(KDL, "<stdin>")).toEqual(expected);
	expect(expected.jobs[1]).toEqual({
		name: "two_1",
		command: "cat in.txt > out_1.txt",
		cancel_on_blocking_job_failure: false,
		supports_termination: true,
		resource_requirements: 0,
		failure_handler: 0,
		depends_on_sets: [0],
		input_files: 0,
		input_user_data: 0,
		output_files: [1],
		checkpoint: { paths: ["a", "b"], keep: 3, resume: "auto" },
	});
});

test("requirements written inside jobs are shared when they are equal", () => {
	const inline = "resource_requirements: {num_cpus: 4, memory: 16g, runtime: PT2H}";
	const draft = load(`name: w\njobs:\n  - {name: a, command: x, ${inline}}\n  - {name: b, command: x, ${inline}}\n`);
	expect(draft.resourceRequirements).toEqual([
		{ name: "a__resources", num_cpus: 4, memory: "16g", num_gpus: 0, num_nodes: 1, runtime: "PT2H" },
	]);
	expect(draft.jobs.map((job) => job.resource_requirements)).toEqual([0, 0]);
});

test("an aggregate is one job that depends on all instances", () => {
	const draft = load(
		'name: w\njobs:\n  - {name: "work_{i}", command: "x {i}", parameters: {i: "1:3"}}\n  - {name: all, command: x, depends_on: ["work_{i}"], parameters: {i: "1:3"}}\n',
	);
	expect(draft.jobs.map((job) => job.name)).toEqual(["work_1", "work_2", "work_3", "all"]);
	expect(draft.dependencySets).toEqual([[0, 1, 2]]);
});

test("user data tokens become ids, or the data when a job reads it", () => {
	const draft = load(
		"name: w\njobs:\n  - {name: a, command: 'put ${user_data.output.o} ${user_data.input.i} ${HOME}'}\nuser_data: [{name: o}, {name: i, data: [1]}]\n",
	);
	expect(draft.jobs[0]).toEqual({
		name: "a",
		command: "put ${user_data.output.o} [1] ${HOME}",
		user_data_tokens: { "${user_data.output.o}": 0 },
		input_user_data: 0,
		output_user_data: [0],
	});
});

test("a job that reads and writes the same file does not wait for itself", () => {
	const draft = load(
		"name: w\njobs:\n  - {name: a, command: x, input_files: [f], output_files: [f]}\nfiles: [{name: f, path: p}]\n",
	);
	expect(draft.jobs).toHaveLength(1);
});

test("values in a regular expression are taken literally", () => {
	const draft = load(
		'name: w\njobs:\n  - {name: "a.b", command: x}\n  - {name: "axb", command: x}\n  - {name: "c_{n}", command: x, depends_on_regexes: ["^{n}$"], parameters: {n: ["a.b"]}}\n',
	);
	expect(draft.dependencySets).toEqual([[0]]);
});

test("parameters are filled in inside a checkpoint", () => {
	const draft = load(
		'name: w\njobs: [{name: "a{i}", command: x, parameters: {i: "1:2"}, checkpoint: {paths: ["{i}.pt"], validate: "ok {i:02d}", keep: 3}}]\n',
	);
	expect(draft.jobs.map((job) => job.checkpoint)).toEqual([
		{ paths: ["1.pt"], validate: "ok 01", keep: 3 },
		{ paths: ["2.pt"], validate: "ok 02", keep: 3 },
	]);
});

test("KDL: a workflow may have no jobs, and data may stand in properties", () => {
	expect(load('name "w"\nmetadata a=1 { b x=2 }', "w.kdl").workflow.metadata).toEqual({ a: 1, b: { x: 2 } });
});

test("KDL: outputs of jobs by name", () => {
	const text = 'name "w"\njob "a" { command "x" }\nexecution_config { job_stdio_overrides { a { mode "none" } } }';
	expect(load(text, "w.kdl").workflow.execution_config).toEqual({ job_stdio_overrides: { a: { mode: "none" } } });
});

test("a scheduler's memory: 0 is that of the node, what cannot be read is told", () => {
	const warnings = (mem: string): readonly string[] =>
		loadSpec({
			text: `name: w\njobs: [{name: a, command: x, resource_requirements: {memory: 1g}}]\nslurm_schedulers: [{name: s, account: a, mem: "${mem}"}]\n`,
			file: "w.yaml",
			baseDirectory: ".",
			user: "u",
		}).schedulerWarnings;
	expect(warnings("0")).toEqual([]);
	expect(warnings("lots")).toEqual(["Scheduler 's': mem 'lots' cannot be read, write for example 200g"]);
});

test("a problem in a very long line shows the part around it", () => {
	const text = `{"name": "w", "jobs": [${'{"name": "a", "command": "x"}, '.repeat(2000)}{"nam": "b"}]}`;
	const { diagnostics } = loadSpec({ text, file: "w.json", baseDirectory: ".", user: "u" });
	const [unknown] = diagnostics.filter(({ message }) => message.startsWith("Unknown field"));
	const [, source = "", caret = ""] = renderDiagnostics(unknown ? [unknown] : [], text).split("\n");
	expect(source.length).toBeLessThan(200);
	expect(source.slice(caret.indexOf("^"))).toStartWith('"nam"');
});

test("all problems are told at once", () => {
	const text = "nme: w\njobs:\n  - {name: a, comand: x, priority: -1}\n";
	const { diagnostics, draft } = loadSpec({ text, file: "w.yaml", baseDirectory: ".", user: "u" });
	expect(draft).toBeNull();
	expect(diagnostics.map((diagnostic) => diagnostic.path)).toEqual([
		"nme",
		"jobs[0].comand",
		"jobs[0].priority",
		"jobs[0]",
		"",
	]);
});

test("a parameter of the workflow that a job does not use is told once for the job", () => {
	const text =
		'name: w\nparameters: {i: "1:2"}\njobs: [{name: "a{i}", command: "echo {i}", depends_on: ["{i}"]}, {name: "{i}", command: x}]\n';
	const { diagnostics } = loadSpec({ text, file: "w.yaml", baseDirectory: ".", user: "tester" });
	const warned = diagnostics.filter(({ suggestion }) => suggestion === "use_parameters: [i]");
	expect(warned.map(({ path }) => path.slice(0, 7))).toEqual(["jobs[0]", "jobs[1]"]);
});

test("a name in braces is told once, also with variables", () => {
	const text =
		'name: w\nvariables: {n: "4"}\njobs:\n  - {name: "a{i}", command: "echo {m}", parameters: {i: "1:{n}"}}\n';
	const { diagnostics } = loadSpec({ text, file: "w.yaml", baseDirectory: import.meta.dir, user: "tester" });
	expect(diagnostics.map(({ message }) => message)).toEqual([
		"undefined template name 'm': neither a variable nor a parameter",
	]);
});

test("an alias stands for the last anchor of its name before it, also where it is unfolded later", () => {
	const metadata = "{a: &x 1, b: *x, c: &x 2, d: *x, e: &y {p: *x}, f: &x 3, g: *y, h: [*y, *x]}";
	const draft = load(`name: anchors\nmetadata: ${metadata}\njobs: [{name: j, command: "true"}]\n`);
	expect(draft.workflow.metadata).toEqual({ a: 1, b: 1, c: 2, d: 2, e: { p: 2 }, f: 3, g: { p: 2 }, h: [{ p: 2 }, 3] });
});
