// A workflow that is checked and expanded but not yet created: what the spec reader produces and the store takes.
// Records refer to each other by their 0-based place in these lists; ids exist only after creation.
// Shared lists are stored once: N jobs that wait for the same M jobs cost N + M (design §3, dependency sets).

/** Field names are those of the REST interface's workflow record. */
export interface DraftWorkflow {
	readonly name: string;
	readonly user: string;
	readonly description?: string;
	readonly project?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly compute_node_expiration_buffer_seconds?: number;
	readonly compute_node_wait_for_new_jobs_seconds?: number;
	readonly compute_node_ignore_workflow_completion?: boolean;
	readonly compute_node_wait_for_healthy_database_minutes?: number;
	readonly compute_node_min_time_for_new_jobs_seconds?: number;
	readonly jobs_sort_method?: string;
	readonly use_pending_failed?: boolean;
	readonly enable_ro_crate?: boolean;
	readonly access_groups?: readonly string[];
	readonly dynamic_jobs?: { readonly max_iterations?: number };
	readonly resource_monitor_config?: Readonly<Record<string, unknown>>;
	readonly execution_config?: Readonly<Record<string, unknown>>;
	readonly slurm_defaults?: Readonly<Record<string, unknown>>;
	readonly submission_directory?: string;
}

export interface DraftFile {
	readonly name: string;
	readonly path: string;
	/** Modification time in seconds since 1970; only for files some job reads that exist on disk. */
	readonly st_mtime?: number;
	/** RO-Crate identifier. */
	readonly identifier?: string;
}

export interface DraftUserData {
	readonly name: string;
	/** Absent and null are the same: no data yet. */
	readonly data?: unknown;
	readonly is_ephemeral?: boolean;
}

export interface DraftRequirements {
	readonly name: string;
	readonly num_cpus: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	/** As written, e.g. `16g`. */
	readonly memory: string;
	/** As written, ISO 8601. */
	readonly runtime: string;
}

export interface DraftSlurmScheduler {
	readonly name?: string;
	readonly account: string;
	readonly partition?: string;
	readonly nodes: number;
	readonly walltime: string;
	readonly mem?: string;
	readonly gres?: string;
	readonly qos?: string;
	readonly ntasks_per_node?: number;
	readonly tmp?: string;
	readonly extra?: string;
	readonly serialize_allocations?: boolean;
}

export interface DraftFailureHandler {
	readonly name: string;
	readonly rules: readonly FailureRule[];
}

export interface FailureRule {
	readonly exit_codes: readonly number[];
	readonly match_all_exit_codes: boolean;
	readonly recovery_script?: string;
	/** What a failure of the script means: no further attempt (`stop`, also when absent), or nothing. */
	readonly recovery_script_failure?: "stop" | "retry";
	/** Attempts in all, not retries (1-spec, FailureHandlerSpec). */
	readonly max_retries: number;
}

export interface DraftJob {
	readonly name: string;
	readonly command: string;
	readonly invocation_script?: string;
	/** The job's own variables; the workflow's are merged in when the job is created, the job wins. */
	readonly env?: Readonly<Record<string, string>>;
	/** Absent = true. */
	readonly cancel_on_blocking_job_failure?: boolean;
	readonly supports_termination?: boolean;
	/** Index into `resourceRequirements`; absent = the workflow's `default`. */
	readonly resource_requirements?: number;
	/** Index into `failureHandlers`. */
	readonly failure_handler?: number;
	/** Index into `slurmSchedulers`. */
	readonly scheduler?: number;
	readonly priority?: number;
	/** Sorted, without repeats. */
	readonly labels?: readonly string[];
	/** Indexes into `dependencySets`. */
	readonly depends_on_sets?: readonly number[];
	/** Index into `inputFileLists`. */
	readonly input_files?: number;
	/** Index into `inputUserDataLists`. */
	readonly input_user_data?: number;
	/** Indexes into `files`. */
	readonly output_files?: readonly number[];
	/** Indexes into `userData`. */
	readonly output_user_data?: readonly number[];
	/** Tokens in command and invocation script to be replaced by a record's id: token text → index into `userData`. */
	readonly user_data_tokens?: Readonly<Record<string, number>>;
	/** Declared checkpoint handling, stored as it is. */
	readonly checkpoint?: Readonly<Record<string, unknown>>;
}

export interface DraftAction {
	readonly trigger_type: string;
	readonly action_type: string;
	readonly persistent?: boolean;
	/** Indexes into `jobs`, without repeats; absent = not a job trigger. */
	readonly jobs?: readonly number[];
	/** `{commands}` or the schedule_nodes keys; `scheduler` (index into `slurmSchedulers`) becomes `scheduler_id`. */
	readonly action_config: Readonly<Record<string, unknown>>;
	readonly scheduler?: number;
}

export interface WorkflowDraft {
	readonly workflow: DraftWorkflow;
	readonly resourceRequirements: readonly DraftRequirements[];
	readonly slurmSchedulers: readonly DraftSlurmScheduler[];
	readonly failureHandlers: readonly DraftFailureHandler[];
	readonly files: readonly DraftFile[];
	readonly userData: readonly DraftUserData[];
	/** Distinct lists of indexes into `files`, ascending. */
	readonly inputFileLists: readonly (readonly number[])[];
	/** Distinct lists of indexes into `userData`, ascending. */
	readonly inputUserDataLists: readonly (readonly number[])[];
	/** Distinct lists of indexes into `jobs`, ascending; explicit dependencies only, those by files follow at initialize. */
	readonly dependencySets: readonly (readonly number[])[];
	readonly jobs: readonly DraftJob[];
	readonly actions: readonly DraftAction[];
}
