// Tables of workflows, jobs and what decides when a job may run.

import { JOB_STATUSES } from "../../core/job-status.ts";

export const WORKFLOW_TABLES = `
CREATE TABLE workflow (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL,
	user TEXT NOT NULL,
	description TEXT,
	project TEXT,
	metadata TEXT CHECK (metadata IS NULL OR json_valid(metadata)),
	env TEXT CHECK (env IS NULL OR json_valid(env)),
	timestamp TEXT NOT NULL,
	submission_directory TEXT,
	run_id INTEGER NOT NULL DEFAULT 0,
	is_canceled INTEGER NOT NULL DEFAULT 0 CHECK (is_canceled IN (0, 1)),
	is_archived INTEGER NOT NULL DEFAULT 0 CHECK (is_archived IN (0, 1)),
	compute_node_expiration_buffer_seconds INTEGER,
	compute_node_wait_for_new_jobs_seconds INTEGER NOT NULL DEFAULT 90,
	compute_node_ignore_workflow_completion INTEGER NOT NULL DEFAULT 0,
	compute_node_wait_for_healthy_database_minutes INTEGER NOT NULL DEFAULT 20,
	compute_node_min_time_for_new_jobs_seconds INTEGER NOT NULL DEFAULT 300,
	jobs_sort_method TEXT,
	use_pending_failed INTEGER NOT NULL DEFAULT 0,
	enable_ro_crate INTEGER NOT NULL DEFAULT 0,
	dynamic_max_iterations INTEGER,
	resource_monitor_config TEXT CHECK (resource_monitor_config IS NULL OR json_valid(resource_monitor_config)),
	execution_config TEXT CHECK (execution_config IS NULL OR json_valid(execution_config)),
	slurm_defaults TEXT CHECK (slurm_defaults IS NULL OR json_valid(slurm_defaults))
) STRICT;
CREATE INDEX workflow_by_user ON workflow (user, is_archived);

CREATE TABLE resource_requirements (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	num_cpus INTEGER NOT NULL CHECK (num_cpus > 0),
	num_gpus INTEGER NOT NULL CHECK (num_gpus >= 0),
	num_nodes INTEGER NOT NULL CHECK (num_nodes > 0),
	memory TEXT NOT NULL,
	memory_bytes INTEGER NOT NULL CHECK (memory_bytes >= 0),
	runtime TEXT NOT NULL,
	runtime_seconds INTEGER NOT NULL CHECK (runtime_seconds >= 0)
) STRICT;
CREATE INDEX resource_requirements_by_workflow ON resource_requirements (workflow_id);

CREATE TABLE failure_handler (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	rules TEXT NOT NULL CHECK (json_valid(rules))
) STRICT;
CREATE INDEX failure_handler_by_workflow ON failure_handler (workflow_id);

CREATE TABLE file (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	path TEXT NOT NULL,
	st_mtime REAL,
	size_bytes INTEGER,
	identifier TEXT
) STRICT;
CREATE INDEX file_by_workflow ON file (workflow_id);

CREATE TABLE user_data (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	data TEXT CHECK (data IS NULL OR json_valid(data)),
	is_ephemeral INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX user_data_by_workflow ON user_data (workflow_id);

-- What jobs read. Each distinct list is stored once and shared by all jobs that read it.
CREATE TABLE input_list (
	id INTEGER PRIMARY KEY,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	kind TEXT NOT NULL CHECK (kind IN ('file', 'user_data')),
	digest TEXT NOT NULL,
	UNIQUE (workflow_id, kind, digest)
) STRICT;
CREATE TABLE input_file_member (
	list_id INTEGER NOT NULL REFERENCES input_list (id) ON DELETE CASCADE,
	file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
	PRIMARY KEY (list_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX input_file_member_by_file ON input_file_member (file_id);
CREATE TABLE input_user_data_member (
	list_id INTEGER NOT NULL REFERENCES input_list (id) ON DELETE CASCADE,
	user_data_id INTEGER NOT NULL REFERENCES user_data (id) ON DELETE CASCADE,
	PRIMARY KEY (list_id, user_data_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX input_user_data_member_by_user_data ON input_user_data_member (user_data_id);

-- scheduler_id and compute_node_id may name records that don't exist: existing clients leave them dangling.
-- resource_requirements_id has no foreign key: its index would cost every job, to serve the rare deletion of a record.
CREATE TABLE job (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT NOT NULL,
	command TEXT NOT NULL,
	invocation_script TEXT,
	env TEXT,
	-- CASE instead of IN: a list of more than two values would be built as a table for every row (measured: 4 µs).
	status TEXT NOT NULL CHECK (CASE status ${JOB_STATUSES.map((status) => `WHEN '${status}' THEN 1`).join(" ")} ELSE 0 END),
	priority INTEGER NOT NULL DEFAULT 0 CHECK (priority >= 0),
	labels TEXT NOT NULL DEFAULT '',
	resource_requirements_id INTEGER NOT NULL,
	scheduler_id INTEGER,
	failure_handler_id INTEGER REFERENCES failure_handler (id) ON DELETE SET NULL,
	cancel_on_blocking_job_failure INTEGER NOT NULL DEFAULT 1,
	supports_termination INTEGER NOT NULL DEFAULT 0,
	attempt_id INTEGER NOT NULL DEFAULT 1,
	-- Retries spent in run retry_run_id, and starts after a termination.
	retry_count INTEGER NOT NULL DEFAULT 0,
	retry_run_id INTEGER NOT NULL DEFAULT 0,
	restart_count INTEGER NOT NULL DEFAULT 0,
	-- Of these, the last ones in a row without a newer checkpoint.
	idle_restarts INTEGER NOT NULL DEFAULT 0,
	-- The node where it stopped to go on by itself: it is not given to that one again.
	left_node_id INTEGER,
	origin TEXT CHECK (origin IS NULL OR origin IN ('retry', 'spawn')),
	start_time TEXT,
	compute_node_id INTEGER,
	-- The current result, and what it means to dependents.
	result_id INTEGER,
	dependency_state TEXT NOT NULL DEFAULT 'open' CHECK (dependency_state = 'open' OR dependency_state = 'good' OR dependency_state = 'bad'),
	-- Dependency sets this job waits for that still have an open member.
	open_sets INTEGER NOT NULL DEFAULT 0 CHECK (open_sets >= 0),
	input_hash TEXT,
	input_file_list_id INTEGER REFERENCES input_list (id) ON DELETE SET NULL,
	input_user_data_list_id INTEGER REFERENCES input_list (id) ON DELETE SET NULL,
	checkpoint TEXT,
	-- How claiming treats it: 1 it has a checkpoint and may run in pieces, 2 it continues and goes first.
	claim_class INTEGER NOT NULL GENERATED ALWAYS AS ((checkpoint IS NOT NULL) + 2 * (restart_count > 0)) VIRTUAL
) STRICT;
CREATE INDEX job_by_workflow ON job (workflow_id);
CREATE INDEX job_ready ON job (workflow_id, resource_requirements_id, scheduler_id, labels, priority, claim_class) WHERE status = 'ready';
CREATE INDEX job_active ON job (workflow_id, compute_node_id) WHERE status = 'pending' OR status = 'running';
CREATE INDEX job_ended_badly ON job (workflow_id, status) 
	WHERE status = 'failed' OR status = 'canceled' OR status = 'terminated' OR status = 'pending_failed';
CREATE INDEX job_by_input_files ON job (input_file_list_id) WHERE input_file_list_id IS NOT NULL;
CREATE INDEX job_by_input_user_data ON job (input_user_data_list_id) WHERE input_user_data_list_id IS NOT NULL;
CREATE INDEX job_by_failure_handler ON job (failure_handler_id) WHERE failure_handler_id IS NOT NULL;

CREATE TABLE job_output_file (
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	file_id INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
	PRIMARY KEY (job_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_output_file_by_file ON job_output_file (file_id);
CREATE TABLE job_output_user_data (
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	user_data_id INTEGER NOT NULL REFERENCES user_data (id) ON DELETE CASCADE,
	PRIMARY KEY (job_id, user_data_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_output_user_data_by_user_data ON job_output_user_data (user_data_id);

-- Dependency sets (design §3). explicit: depends_on; implicit: the writers of an input list, made at initialize.
-- open_count: members not yet ended; bad_count: members that failed or were canceled.
CREATE TABLE dependency_set (
	id INTEGER PRIMARY KEY,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	kind TEXT NOT NULL CHECK (kind IN ('explicit', 'implicit')),
	digest TEXT NOT NULL,
	open_count INTEGER NOT NULL DEFAULT 0,
	bad_count INTEGER NOT NULL DEFAULT 0,
	UNIQUE (workflow_id, kind, digest)
) STRICT;
CREATE TABLE dependency_member (
	set_id INTEGER NOT NULL REFERENCES dependency_set (id) ON DELETE CASCADE,
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	PRIMARY KEY (set_id, job_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dependency_member_by_job ON dependency_member (job_id);
CREATE TABLE dependency_wait (
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	set_id INTEGER NOT NULL REFERENCES dependency_set (id) ON DELETE CASCADE,
	PRIMARY KEY (job_id, set_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dependency_wait_by_set ON dependency_wait (set_id);

-- Counters that answer the hot questions without scanning jobs.
CREATE TABLE status_counter (
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	status TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (workflow_id, status)
) STRICT, WITHOUT ROWID;
-- scheduler_id 0: none.
CREATE TABLE ready_group (
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	resource_requirements_id INTEGER NOT NULL,
	scheduler_id INTEGER NOT NULL,
	labels TEXT NOT NULL,
	priority INTEGER NOT NULL,
	claim_class INTEGER NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (workflow_id, resource_requirements_id, scheduler_id, labels, priority, claim_class)
) STRICT, WITHOUT ROWID;

CREATE TABLE result (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	run_id INTEGER NOT NULL,
	attempt_id INTEGER NOT NULL,
	compute_node_id INTEGER NOT NULL,
	return_code INTEGER NOT NULL,
	status TEXT NOT NULL,
	exec_time_minutes REAL NOT NULL,
	start_time TEXT,
	completion_time TEXT NOT NULL,
	peak_memory_bytes INTEGER,
	avg_memory_bytes INTEGER,
	peak_cpu_percent REAL,
	avg_cpu_percent REAL,
	signal INTEGER,
	reason TEXT,
	signal_to_exit_seconds REAL,
	signal_lead_seconds REAL,
	-- Why it did not complete, and what that cost (commands/lost-work.ts); null for completed ones.
	cause TEXT,
	lost_seconds REAL,
	held_cpus REAL,
	held_nodes REAL,
	has_checkpoint INTEGER,
	UNIQUE (job_id, run_id, attempt_id)
) STRICT;
CREATE INDEX result_by_workflow ON result (workflow_id);
CREATE INDEX result_asked_to_end ON result (workflow_id, id) WHERE signal_to_exit_seconds IS NOT NULL;

-- Sums over the current results of a workflow (job.result_id), so that a status needs no scan.
CREATE TABLE result_summary (
	workflow_id INTEGER PRIMARY KEY REFERENCES workflow (id) ON DELETE CASCADE,
	count INTEGER NOT NULL,
	exec_minutes REAL NOT NULL,
	first_start_ms INTEGER,
	last_end_ms INTEGER
) STRICT;

-- What ends have cost, over all results of a workflow: sums of lost_seconds × what the jobs held.
CREATE TABLE lost_work (
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	cause TEXT NOT NULL,
	attempts INTEGER NOT NULL,
	without_checkpoint INTEGER NOT NULL,
	cpu_seconds REAL NOT NULL,
	node_seconds REAL NOT NULL,
	PRIMARY KEY (workflow_id, cause)
) STRICT, WITHOUT ROWID;
`;
