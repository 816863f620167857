// The records of a specification after the record check, before expansion: field names as users write them
// (1-spec §2). Every format yields these.
import type { FailureRule } from "../core/draft.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A parameter's value as written: text in one of the forms of 1-spec §4, or a native list or number. */
export type ParameterValue = string | number | boolean | readonly (string | number | boolean)[];

export interface Parameterized {
	/** Declaration order is kept: it is the order of expansion. */
	readonly parameters?: Readonly<Record<string, ParameterValue>>;
	readonly parameter_mode?: "product" | "zip";
	readonly use_parameters?: readonly string[];
	readonly parameters_file?: string;
	readonly use_parameters_file?: boolean;
}

export interface JobSpec extends Parameterized {
	readonly name: string;
	readonly command: string;
	readonly invocation_script?: string;
	readonly env?: Readonly<Record<string, string>>;
	readonly cancel_on_blocking_job_failure?: boolean;
	readonly supports_termination?: boolean;
	/** A name, or an inline record (ours, 1-spec §0.2). */
	readonly resource_requirements?: string | InlineRequirements;
	readonly failure_handler?: string;
	readonly scheduler?: string;
	readonly depends_on?: readonly string[];
	readonly depends_on_regexes?: readonly string[];
	readonly input_files?: readonly string[];
	readonly input_file_regexes?: readonly string[];
	readonly output_files?: readonly string[];
	readonly output_file_regexes?: readonly string[];
	readonly input_user_data?: readonly string[];
	readonly input_user_data_regexes?: readonly string[];
	readonly output_user_data?: readonly string[];
	readonly output_user_data_regexes?: readonly string[];
	readonly stdio?: StdioSpec;
	readonly priority?: number;
	readonly labels?: readonly string[];
	readonly checkpoint?: CheckpointSpec;
}

/** Ours (4-runner, semantics §8): opt-in continuation after a termination. */
export interface CheckpointSpec {
	readonly paths?: readonly string[];
	readonly validate?: string;
	readonly keep?: number;
	readonly resume?: "auto" | "manual";
	readonly max_restarts_without_progress?: number;
	readonly exit_code?: number;
}

export interface InlineRequirements {
	readonly num_cpus?: number;
	readonly memory?: string;
	readonly num_gpus?: number;
	readonly num_nodes?: number;
	readonly runtime?: string;
}

export interface RequirementsSpec extends InlineRequirements {
	readonly name: string;
	readonly num_cpus: number;
	readonly memory: string;
}

export interface StdioSpec {
	readonly mode?: "separate" | "combined" | "no_stdout" | "no_stderr" | "none";
	readonly delete_on_success?: boolean;
}

export interface FileSpec extends Parameterized {
	readonly name: string;
	readonly path: string;
	readonly identifier?: string;
	readonly st_mtime?: number;
}

export interface UserDataSpec extends Parameterized {
	readonly name?: string;
	readonly data?: Json;
	readonly is_ephemeral?: boolean;
}

export interface FailureHandlerSpec {
	readonly name: string;
	readonly rules: readonly Partial<FailureRule>[];
}

export interface SlurmSchedulerSpec {
	readonly name?: string;
	readonly account: string;
	readonly partition?: string;
	readonly nodes?: number;
	readonly walltime?: string;
	readonly mem?: string;
	readonly gres?: string;
	readonly qos?: string;
	readonly ntasks_per_node?: number;
	readonly tmp?: string;
	readonly extra?: string;
	readonly serialize_allocations?: boolean;
}

export interface ActionSpec {
	readonly trigger_type: string;
	readonly action_type: string;
	readonly jobs?: readonly string[];
	readonly job_name_regexes?: readonly string[];
	readonly commands?: readonly string[];
	readonly scheduler?: string;
	readonly scheduler_type?: string;
	readonly num_allocations?: number;
	readonly start_one_worker_per_node?: boolean;
	readonly max_parallel_jobs?: number;
	readonly persistent?: boolean;
}

export interface ExecutionConfigSpec {
	readonly mode?: "direct" | "slurm" | "auto";
	readonly sigkill_headroom_seconds?: number;
	readonly timeout_exit_code?: number;
	readonly staggered_start?: boolean;
	readonly stdio?: StdioSpec;
	readonly limit_resources?: boolean;
	readonly termination_signal?: string;
	readonly sigterm_lead_seconds?: number;
	readonly oom_exit_code?: number;
	readonly srun_termination_signal?: string;
	readonly enable_cpu_bind?: boolean;
	readonly srun_mpi?: string;
	readonly job_stdio_overrides?: Readonly<Record<string, StdioSpec>>;
}

export interface SpecDocument {
	readonly name: string;
	readonly user?: string;
	readonly description?: string;
	readonly project?: string;
	readonly metadata?: Readonly<Record<string, Json>>;
	readonly parameters?: Readonly<Record<string, ParameterValue>>;
	readonly parameters_file?: string;
	readonly variables?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly jobs: readonly JobSpec[];
	readonly files?: readonly FileSpec[];
	readonly user_data?: readonly UserDataSpec[];
	readonly resource_requirements?: readonly RequirementsSpec[];
	readonly failure_handlers?: readonly FailureHandlerSpec[];
	readonly slurm_schedulers?: readonly SlurmSchedulerSpec[];
	readonly slurm_defaults?: Readonly<Record<string, string | number | boolean>>;
	readonly actions?: readonly ActionSpec[];
	readonly resource_monitor?: Readonly<Record<string, Json>>;
	readonly execution_config?: ExecutionConfigSpec;
	readonly dynamic_jobs?: { readonly max_iterations?: number };
	readonly use_pending_failed?: boolean;
	readonly enable_ro_crate?: boolean;
	readonly access_groups?: readonly string[];
	readonly compute_node_wait_for_new_jobs_seconds?: number;
	readonly compute_node_ignore_workflow_completion?: boolean;
	readonly compute_node_wait_for_healthy_database_minutes?: number;
	readonly compute_node_expiration_buffer_seconds?: number;
	readonly compute_node_min_time_for_new_jobs_seconds?: number;
	readonly jobs_sort_method?: string;
}
