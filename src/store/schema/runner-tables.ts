// Tables of compute nodes, schedulers, actions, events and everything else around the jobs.

export const RUNNER_TABLES = `
CREATE TABLE compute_node (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	hostname TEXT NOT NULL,
	pid INTEGER NOT NULL,
	start_time TEXT NOT NULL,
	end_time TEXT,
	duration_seconds REAL,
	is_active INTEGER,
	num_cpus INTEGER NOT NULL,
	memory_gb REAL NOT NULL,
	num_gpus INTEGER NOT NULL,
	num_nodes INTEGER NOT NULL,
	time_limit TEXT,
	scheduler_config_id INTEGER,
	compute_node_type TEXT NOT NULL,
	scheduler TEXT CHECK (scheduler IS NULL OR json_valid(scheduler)),
	labels TEXT NOT NULL DEFAULT '',
	sample_count INTEGER,
	peak_cpu_percent REAL,
	avg_cpu_percent REAL,
	peak_memory_bytes INTEGER,
	avg_memory_bytes INTEGER,
	-- Milliseconds since 1970 of the last sync; null for runners that never sent one.
	heartbeat_at INTEGER,
	-- When it was taken for lost; null again when it turned out alive.
	lost_at TEXT
) STRICT;
CREATE INDEX compute_node_by_workflow ON compute_node (workflow_id, is_active);

CREATE TABLE scheduled_compute_node (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	scheduler_id INTEGER NOT NULL,
	scheduler_config_id INTEGER NOT NULL,
	scheduler_type TEXT NOT NULL,
	status TEXT NOT NULL
) STRICT;
CREATE INDEX scheduled_compute_node_by_workflow ON scheduled_compute_node (workflow_id, status);

CREATE TABLE slurm_scheduler (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT,
	account TEXT NOT NULL,
	partition TEXT,
	nodes INTEGER NOT NULL,
	walltime TEXT NOT NULL,
	mem TEXT,
	gres TEXT,
	qos TEXT,
	ntasks_per_node INTEGER,
	tmp TEXT,
	extra TEXT,
	serialize_allocations INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX slurm_scheduler_by_workflow ON slurm_scheduler (workflow_id);
CREATE TABLE local_scheduler (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	name TEXT,
	memory TEXT,
	num_cpus INTEGER
) STRICT;
CREATE INDEX local_scheduler_by_workflow ON local_scheduler (workflow_id);

CREATE TABLE slurm_stats (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	job_id INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	attempt_id INTEGER NOT NULL,
	slurm_job_id TEXT,
	max_rss_bytes INTEGER,
	max_vm_size_bytes INTEGER,
	max_disk_read_bytes INTEGER,
	max_disk_write_bytes INTEGER,
	ave_cpu_seconds REAL,
	node_list TEXT
) STRICT;
CREATE INDEX slurm_stats_by_workflow ON slurm_stats (workflow_id, job_id, run_id, attempt_id);

-- job_ids of an action may name jobs that don't exist (2-states §6).
CREATE TABLE workflow_action (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	trigger_type TEXT NOT NULL,
	action_type TEXT NOT NULL,
	action_config TEXT NOT NULL CHECK (json_valid(action_config)),
	job_ids TEXT CHECK (job_ids IS NULL OR json_valid(job_ids)),
	trigger_count INTEGER NOT NULL DEFAULT 0,
	required_triggers INTEGER NOT NULL DEFAULT 1,
	executed INTEGER NOT NULL DEFAULT 0,
	executed_at TEXT,
	executed_by INTEGER,
	persistent INTEGER NOT NULL DEFAULT 0,
	is_recovery INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX workflow_action_by_workflow ON workflow_action (workflow_id);
-- counted: the job has added to the action's trigger_count since it was armed.
CREATE TABLE action_job (
	job_id INTEGER NOT NULL,
	action_id INTEGER NOT NULL REFERENCES workflow_action (id) ON DELETE CASCADE,
	counted INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (job_id, action_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX action_job_by_action ON action_job (action_id);
-- Which nodes ran a persistent action, so that a restarted runner does not repeat it.
CREATE TABLE action_claim (
	action_id INTEGER NOT NULL REFERENCES workflow_action (id) ON DELETE CASCADE,
	compute_node_id INTEGER NOT NULL,
	claimed_at TEXT NOT NULL,
	PRIMARY KEY (action_id, compute_node_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	timestamp INTEGER NOT NULL,
	data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;
CREATE INDEX event_by_workflow ON event (workflow_id, timestamp);

CREATE TABLE task (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	operation TEXT NOT NULL,
	parameters TEXT NOT NULL,
	status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed')),
	created_at_ms INTEGER NOT NULL,
	started_at_ms INTEGER,
	finished_at_ms INTEGER,
	error TEXT
) STRICT;
CREATE INDEX task_by_workflow ON task (workflow_id, status);

CREATE TABLE remote_worker (
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	worker TEXT NOT NULL,
	PRIMARY KEY (workflow_id, worker)
) STRICT, WITHOUT ROWID;

CREATE TABLE ro_crate_entity (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	file_id INTEGER REFERENCES file (id) ON DELETE CASCADE,
	entity_id TEXT NOT NULL,
	entity_type TEXT NOT NULL,
	metadata TEXT NOT NULL CHECK (json_valid(metadata)),
	UNIQUE (workflow_id, entity_id),
	UNIQUE (workflow_id, file_id)
) STRICT;

-- What a job had as its checkpoint after an attempt: when its newest file was written (path), how large all are, valid
-- or not (null: not checked).
CREATE TABLE checkpoint (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	run_id INTEGER NOT NULL,
	attempt_id INTEGER NOT NULL,
	saved_at TEXT NOT NULL,
	recorded_at TEXT NOT NULL,
	num_files INTEGER NOT NULL,
	size_bytes INTEGER NOT NULL,
	path TEXT NOT NULL,
	is_valid INTEGER,
	UNIQUE (job_id, run_id, attempt_id)
) STRICT;
CREATE INDEX checkpoint_by_workflow ON checkpoint (workflow_id);

CREATE TABLE access_group (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT NOT NULL UNIQUE,
	description TEXT,
	is_system INTEGER NOT NULL DEFAULT 0,
	created_at TEXT NOT NULL
) STRICT;
CREATE TABLE user_group_membership (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	user_name TEXT NOT NULL,
	group_id INTEGER NOT NULL REFERENCES access_group (id) ON DELETE CASCADE,
	role TEXT NOT NULL CHECK (role IN ('member', 'admin')),
	created_at TEXT NOT NULL,
	UNIQUE (user_name, group_id)
) STRICT;
CREATE TABLE workflow_access_group (
	workflow_id INTEGER NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
	group_id INTEGER NOT NULL REFERENCES access_group (id) ON DELETE CASCADE,
	level TEXT NOT NULL DEFAULT 'manage' CHECK (level IN ('read', 'run', 'manage')),
	created_at TEXT NOT NULL,
	PRIMARY KEY (workflow_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX workflow_access_group_by_group ON workflow_access_group (group_id);

CREATE TABLE admin_audit_log (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	user_name TEXT NOT NULL,
	timestamp INTEGER NOT NULL,
	sql_text TEXT NOT NULL,
	is_write INTEGER NOT NULL,
	allow_full_table INTEGER NOT NULL,
	rows_affected INTEGER,
	committed INTEGER NOT NULL,
	success INTEGER NOT NULL,
	error TEXT
) STRICT;
`;
