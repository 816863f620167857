// Names that refer to nothing, patterns that match nothing, cycles, duplicates, and rules across records.
import { job, type WrongSpec, withJob } from "./wrong-spec.ts";

const yaml = (name: string, text: string, expect: string, suggestion?: string): WrongSpec => ({
	name,
	format: "yaml",
	text,
	expect,
	...(suggestion === undefined ? {} : { suggestion }),
});
const jobs = (...entries: string[]): string => `name: w\njobs:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;
const SCHEDULER = "slurm_schedulers:\n  - {name: s, account: a, nodes: 4}\n";

export const cases: readonly WrongSpec[] = [
	yaml(
		"depends_on: unknown",
		jobs("{name: first, command: x}", "{name: b, command: x, depends_on: [‸frist]}"),
		"Job 'b' depends_on non-existent job 'frist'",
		"first",
	),
	yaml("depends_on: itself", jobs("{name: a, command: x, depends_on: ‸[a]}"), "Circular dependency detected: a -> a"),
	yaml(
		"depends_on: expanded name",
		jobs('{name: "w_{i:02d}", command: x, parameters: {i: "1:3"}}', "{name: b, command: x, depends_on: [‸w_4]}"),
		"non-existent job 'w_4'",
	),
	yaml(
		"regex: no match",
		jobs("{name: a, command: x}", '{name: b, command: x, depends_on_regexes: [‸"^zz"]}'),
		"did not match any job",
	),
	yaml(
		"regex: only itself",
		jobs("{name: a, command: x}", '{name: b, command: x, depends_on_regexes: ["^a", ‸"["]}'),
		"Invalid regex '['",
	),
	yaml(
		"regex: look-around",
		jobs("{name: a, command: x}", '{name: b, command: x, depends_on_regexes: [‸"(?=a)"]}'),
		"Invalid regex",
	),
	yaml(
		"files: unknown input",
		job("input_files: [‸daat]", "files: [{name: data, path: p}]\n"),
		"input_files references non-existent file 'daat'",
		"data",
	),
	yaml(
		"files: unknown output",
		job("output_files: [‸out]", "files: [{name: data, path: p}]\n"),
		"output_files references non-existent file 'out'",
	),
	yaml(
		"files: regex",
		job('input_file_regexes: [‸"^x"]', "files: [{name: data, path: p}]\n"),
		"did not match any file",
	),
	yaml(
		"user data: unknown",
		job("input_user_data: [‸cgf]", "user_data: [{name: cfg}]\n"),
		"non-existent user_data 'cgf'",
		"cfg",
	),
	yaml(
		"user data: regex",
		job('output_user_data_regexes: [‸"^x"]', "user_data: [{name: cfg}]\n"),
		"did not match any user_data",
	),
	yaml(
		"requirements: unknown",
		job("resource_requirements: ‸smal", "resource_requirements: [{name: small, num_cpus: 1, memory: 1g}]\n"),
		"references non-existent resource_requirements 'smal'",
		"small",
	),
	yaml(
		"handler: unknown",
		job("failure_handler: ‸retyr", "failure_handlers: [{name: retry, rules: [{exit_codes: [1]}]}]\n"),
		"non-existent failure_handler 'retyr'",
		"retry",
	),
	yaml("scheduler: unknown", job("scheduler: ‸t", SCHEDULER), "non-existent scheduler 't'"),
	yaml(
		"token: unknown file",
		`name: w\njobs:\n  - {name: a, command: ‸"cat \${files.input.dta}"}\nfiles: [{name: data, path: p}]\n`,
		"names a non-existent file 'dta'",
		"data",
	),
	yaml(
		"token: unknown user data",
		`name: w\njobs:\n  - {name: a, command: ‸"x \${user_data.output.cg}"}\nuser_data: [{name: cfg}]\n`,
		"non-existent user_data 'cg'",
		"cfg",
	),
	yaml(
		"token: in the invocation script",
		`name: w\njobs:\n  - name: a\n    command: x\n    invocation_script: ‸"run \${files.output.z}"\n`,
		"non-existent file 'z'",
	),
	yaml(
		"cycle: two jobs",
		jobs("‸{name: a, command: x, depends_on: [b]}", "{name: b, command: x, depends_on: [a]}"),
		"Circular dependency detected: a -> b -> a",
	),
	yaml(
		"cycle: three jobs and a bystander",
		jobs(
			"{name: z, command: x, depends_on: [a]}",
			"‸{name: a, command: x, depends_on: [b]}",
			"{name: b, command: x, depends_on: [c]}",
			"{name: c, command: x, depends_on: [a]}",
		),
		"a -> b -> c -> a",
	),
	yaml(
		"cycle: through files",
		`${jobs("‸{name: a, command: x, input_files: [f], output_files: [g]}", "{name: b, command: x, input_files: [g], output_files: [f]}")}files: [{name: f, path: f}, {name: g, path: g}]\n`,
		"a -> b -> a",
	),
	yaml(
		"cycle: through user data",
		`${jobs("‸{name: a, command: x, input_user_data: [u], output_user_data: [v]}", "{name: b, command: x, input_user_data: [v], output_user_data: [u]}")}user_data: [{name: u}, {name: v}]\n`,
		"a -> b -> a",
	),
	yaml(
		"cycle: file and name",
		`${jobs("‸{name: a, command: x, depends_on: [b], output_files: [f]}", "{name: b, command: x, input_files: [f]}")}files: [{name: f, path: f}]\n`,
		"a -> b -> a",
	),
	yaml(
		"cycle: through regexes",
		jobs('‸{name: a1, command: x, depends_on_regexes: ["^b"]}', '{name: b1, command: x, depends_on_regexes: ["^a"]}'),
		"a1 -> b1 -> a1",
	),
	yaml("duplicate job", jobs("{name: a, command: x}", "{name: ‸a, command: y}"), "Duplicate job name: 'a'"),
	yaml("duplicate file", withJob("files: [{name: f, path: p}, {name: ‸f, path: q}]\n"), "Duplicate file name: 'f'"),
	yaml("duplicate user data", withJob("user_data: [{name: u}, {name: ‸u}]\n"), "Duplicate user_data name: 'u'"),
	yaml(
		"duplicate requirements",
		withJob("resource_requirements: [{name: r, num_cpus: 1, memory: 1g}, {name: ‸r, num_cpus: 2, memory: 1g}]\n"),
		"Duplicate resource_requirements name: 'r'",
	),
	yaml(
		"duplicate handler",
		withJob("failure_handlers: [{name: h, rules: []}, {name: ‸h, rules: []}]\n"),
		"Duplicate failure_handler name",
	),
	yaml(
		"duplicate scheduler",
		withJob("slurm_schedulers: [{name: s, account: a}, {name: ‸s, account: b}]\n"),
		"Duplicate slurm_scheduler name",
	),
	yaml("labels with scheduler", job("labels: ‸[gpu]\nscheduler: s", SCHEDULER), "has both labels and scheduler"),
	yaml(
		"nodes of the scheduler",
		job(
			"scheduler: ‸s\nresource_requirements: {num_nodes: 2}",
			`${SCHEDULER}actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: s, scheduler_type: slurm}]\n`,
		),
		"use 1 or 4",
	),
	yaml(
		"action: unknown job",
		withJob("actions:\n  - {trigger_type: on_jobs_ready, action_type: run_commands, commands: [x], jobs: [‸b]}\n"),
		"Action #1 (on_jobs_ready) references non-existent job 'b'",
	),
	yaml(
		"action: pattern without match",
		withJob(
			'actions:\n  - {trigger_type: on_jobs_complete, action_type: run_commands, commands: [x], job_name_regexes: ‸["^z"]}\n',
		),
		"Action did not match any jobs",
	),
	yaml(
		"action: bad pattern",
		withJob(
			'actions:\n  - {trigger_type: on_jobs_complete, action_type: run_commands, commands: [x], job_name_regexes: [‸"("]}\n',
		),
		"Invalid regex",
	),
	yaml(
		"action: unknown scheduler",
		withJob(
			`${SCHEDULER}actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: ‸ss, scheduler_type: slurm}]\n`,
		),
		"non-existent slurm scheduler 'ss'",
		"s",
	),
	yaml(
		"action: local nodes",
		withJob(
			"actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: x, scheduler_type: ‸local}]\n",
		),
		"cannot be scheduled",
		"slurm",
	),
	yaml(
		"action: one worker per node in slurm mode",
		withJob(
			`execution_config: {mode: slurm}\n${SCHEDULER}actions: [{trigger_type: on_workflow_start, action_type: schedule_nodes, scheduler: s, scheduler_type: slurm, start_one_worker_per_node: ‸true}]\n`,
		),
		"mode to be 'direct'",
	),
	yaml(
		"identifier: without ro-crate",
		withJob('files: [{name: f, path: p, identifier: ‸"x", st_mtime: 1}]\n'),
		"needs enable_ro_crate",
	),
	yaml(
		"identifier: reserved",
		withJob('enable_ro_crate: true\nfiles: [{name: f, path: p, identifier: ‸"#job-1", st_mtime: 1}]\n'),
		"is reserved",
	),
	yaml(
		"identifier: repeated",
		withJob(
			"enable_ro_crate: true\nfiles: [{name: f, path: p, identifier: x, st_mtime: 1}, {name: g, path: q, identifier: ‸x, st_mtime: 1}]\n",
		),
		"Duplicate file identifier",
	),
	yaml(
		"identifier: of an output",
		job("output_files: [f]", "enable_ro_crate: true\nfiles: [{name: f, path: p, identifier: ‸x}]\n"),
		"a job writes this file",
	),
	yaml(
		"identifier: not an input",
		withJob("enable_ro_crate: true\nfiles: [{name: f, path: p, identifier: ‸x}]\n"),
		"a file that a job reads",
	),
	yaml(
		"two writers",
		`${jobs("{name: a, command: x, output_files: [f]}", "‸{name: b, command: x, output_files: [f]}")}files: [{name: f, path: p}]\n`,
		"is written by several jobs: 'a', 'b'",
	),
];
