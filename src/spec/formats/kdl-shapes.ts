// How the records of a specification are written in KDL (1-spec §9): node name → field, and how its value is given.

export type KdlField =
	/** The first argument. */
	| { readonly kind: "value"; readonly key: string }
	/** All arguments; repeated nodes add up. */
	| { readonly kind: "list"; readonly key: string }
	/** A block of `key value`; several values make a list. */
	| { readonly kind: "map"; readonly key: string }
	/** A block of fields. */
	| { readonly kind: "record"; readonly key: string; readonly shape: KdlShape }
	/** A name as argument, or a block of fields (shape null: of free keys). */
	| { readonly kind: "nameOrRecord"; readonly key: string; readonly shape: KdlShape | null }
	/** One record per node, with its name as argument where it has one; fields as properties or in a block. */
	| { readonly kind: "records"; readonly key: string; readonly shape: KdlShape; readonly named: boolean }
	/** The first argument is JSON text, read as data. */
	| { readonly kind: "json"; readonly key: string };
export type KdlShape = Readonly<Record<string, KdlField>>;

const values = (...names: string[]): KdlShape =>
	Object.fromEntries(names.map((name) => [name, { kind: "value", key: name } as const]));
/** `input_file "a"` and `input_files "a" "b"` alike. */
const lists = (...pairs: (readonly [singular: string, plural: string])[]): KdlShape =>
	Object.fromEntries(
		pairs.flatMap(([singular, plural]) => [
			[singular, { kind: "list", key: plural } as const],
			[plural, { kind: "list", key: plural } as const],
		]),
	);
const map = (key: string): KdlField => ({ kind: "map", key });

const PARAMETERS: KdlShape = {
	parameters: map("parameters"),
	...values("parameter_mode", "parameters_file", "use_parameters_file"),
	use_parameters: { kind: "list", key: "use_parameters" },
};
const STDIO: KdlShape = values("mode", "delete_on_success");
const REQUIREMENTS: KdlShape = values("num_cpus", "num_gpus", "num_nodes", "memory", "runtime");
const MONITOR_SCOPE: KdlShape = values("enabled", "granularity", "cpu", "memory");

const JOB: KdlShape = {
	...values("command", "invocation_script", "cancel_on_blocking_job_failure", "supports_termination"),
	...values("failure_handler", "scheduler", "priority"),
	env: map("env"),
	resource_requirements: { kind: "nameOrRecord", key: "resource_requirements", shape: REQUIREMENTS },
	...lists(["label", "labels"], ["depends_on_job", "depends_on"], ["depends_on_regex", "depends_on_regexes"]),
	...lists(["input_file", "input_files"], ["input_file_regex", "input_file_regexes"]),
	...lists(["output_file", "output_files"], ["output_file_regex", "output_file_regexes"]),
	...lists(["input_user_data", "input_user_data"], ["input_user_data_regex", "input_user_data_regexes"]),
	...lists(["output_user_data", "output_user_data"], ["output_user_data_regex", "output_user_data_regexes"]),
	stdio: { kind: "record", key: "stdio", shape: STDIO },
	checkpoint: {
		kind: "record",
		key: "checkpoint",
		shape: {
			...lists(["path", "paths"]),
			...values("validate", "keep", "resume", "max_restarts_without_progress", "exit_code"),
		},
	},
	...PARAMETERS,
};

const SLURM_SCHEDULER: KdlShape = {
	...values("account", "partition", "nodes", "walltime", "mem", "gres", "qos", "ntasks_per_node", "tmp", "extra"),
	...values("serialize_allocations"),
};

const ACTION: KdlShape = {
	...values("trigger_type", "action_type", "scheduler", "scheduler_type", "num_allocations"),
	...values("start_one_worker_per_node", "max_parallel_jobs", "persistent"),
	...lists(["job", "jobs"], ["job_name_regex", "job_name_regexes"], ["command", "commands"]),
};

const EXECUTION_CONFIG: KdlShape = {
	...values("mode", "sigkill_headroom_seconds", "timeout_exit_code", "staggered_start", "limit_resources"),
	...values("termination_signal", "sigterm_lead_seconds", "oom_exit_code", "srun_termination_signal"),
	...values("enable_cpu_bind", "srun_mpi"),
	job_stdio_overrides: map("job_stdio_overrides"),
	stdio: { kind: "record", key: "stdio", shape: STDIO },
};

const RESOURCE_MONITOR: KdlShape = {
	...values("enabled", "granularity", "sample_interval_seconds", "flush_interval_seconds", "generate_plots"),
	jobs: { kind: "record", key: "jobs", shape: MONITOR_SCOPE },
	compute_node: { kind: "record", key: "compute_node", shape: MONITOR_SCOPE },
};

const RULE: KdlShape = {
	...lists(["exit_code", "exit_codes"]),
	...values("match_all_exit_codes", "recovery_script", "recovery_script_failure", "max_retries"),
};

/** The top level. */
export const WORKFLOW: KdlShape = {
	...values("name", "user", "description", "project", "parameters_file", "use_pending_failed", "enable_ro_crate"),
	...values("compute_node_wait_for_new_jobs_seconds", "compute_node_ignore_workflow_completion"),
	...values("compute_node_wait_for_healthy_database_minutes", "compute_node_expiration_buffer_seconds"),
	...values("compute_node_min_time_for_new_jobs_seconds", "jobs_sort_method"),
	metadata: { kind: "nameOrRecord", key: "metadata", shape: null },
	parameters: map("parameters"),
	variables: map("variables"),
	env: map("env"),
	slurm_defaults: map("slurm_defaults"),
	...lists(["access_group", "access_groups"]),
	job: { kind: "records", key: "jobs", shape: JOB, named: true },
	file: {
		kind: "records",
		key: "files",
		shape: { ...values("path", "identifier", "st_mtime"), ...PARAMETERS },
		named: true,
	},
	user_data: {
		kind: "records",
		key: "user_data",
		shape: { ...values("is_ephemeral"), data: { kind: "json", key: "data" }, ...PARAMETERS },
		named: true,
	},
	resource_requirements: { kind: "records", key: "resource_requirements", shape: REQUIREMENTS, named: true },
	failure_handler: {
		kind: "records",
		key: "failure_handlers",
		shape: { rule: { kind: "records", key: "rules", shape: RULE, named: false } },
		named: true,
	},
	slurm_scheduler: { kind: "records", key: "slurm_schedulers", shape: SLURM_SCHEDULER, named: true },
	action: { kind: "records", key: "actions", shape: ACTION, named: false },
	execution_config: { kind: "record", key: "execution_config", shape: EXECUTION_CONFIG },
	resource_monitor: { kind: "record", key: "resource_monitor", shape: RESOURCE_MONITOR },
	dynamic_jobs: { kind: "record", key: "dynamic_jobs", shape: values("max_iterations") },
};
