// The plain records of a workflow.
import type { RecordTable } from "./record-table.ts";

export const FILES: RecordTable = {
	table: "file",
	noun: "File",
	columns: { workflow_id: "plain", name: "plain", path: "plain", st_mtime: "plain", identifier: "plain" },
	filters: { name: "exact", path: "substring" },
};

export const USER_DATA: RecordTable = {
	table: "user_data",
	noun: "UserData",
	columns: { workflow_id: "plain", name: "plain", data: "json", is_ephemeral: "boolean" },
	filters: { name: "substring", is_ephemeral: "boolean" },
};

export const RESOURCE_REQUIREMENTS: RecordTable = {
	table: "resource_requirements",
	noun: "ResourceRequirements",
	columns: {
		workflow_id: "plain",
		name: "plain",
		num_cpus: "plain",
		num_gpus: "plain",
		num_nodes: "plain",
		memory: "plain",
		memory_bytes: "plain",
		runtime: "plain",
		runtime_seconds: "plain",
	},
	derived: new Set(["memory_bytes", "runtime_seconds"]),
	filters: {
		name: "exact",
		memory: "exact",
		num_cpus: "exact",
		num_gpus: "exact",
		num_nodes: "exact",
	},
};

export const COMPUTE_NODES: RecordTable = {
	table: "compute_node",
	noun: "ComputeNode",
	columns: {
		workflow_id: "plain",
		hostname: "plain",
		pid: "plain",
		start_time: "plain",
		end_time: "plain",
		duration_seconds: "plain",
		is_active: "flag",
		num_cpus: "plain",
		memory_gb: "plain",
		num_gpus: "plain",
		num_nodes: "plain",
		time_limit: "plain",
		scheduler_config_id: "plain",
		compute_node_type: "plain",
		scheduler: "json",
		labels: "labels",
		sample_count: "plain",
		peak_cpu_percent: "plain",
		avg_cpu_percent: "plain",
		peak_memory_bytes: "plain",
		avg_memory_bytes: "plain",
	},
	filters: { hostname: "substring", is_active: "boolean" },
};

export const SCHEDULED_COMPUTE_NODES: RecordTable = {
	table: "scheduled_compute_node",
	noun: "ScheduledComputeNode",
	columns: {
		workflow_id: "plain",
		scheduler_id: "plain",
		scheduler_config_id: "plain",
		scheduler_type: "plain",
		status: "plain",
	},
	filters: { scheduler_id: "exact", scheduler_config_id: "exact", status: "exact" },
};

export const SLURM_SCHEDULERS: RecordTable = {
	table: "slurm_scheduler",
	noun: "SlurmScheduler",
	columns: {
		workflow_id: "plain",
		name: "plain",
		account: "plain",
		partition: "plain",
		nodes: "plain",
		walltime: "plain",
		mem: "plain",
		gres: "plain",
		qos: "plain",
		ntasks_per_node: "plain",
		tmp: "plain",
		extra: "plain",
		serialize_allocations: "boolean",
	},
	filters: {
		name: "exact",
		account: "exact",
		gres: "exact",
		mem: "exact",
		nodes: "exact",
		partition: "exact",
		qos: "exact",
		tmp: "exact",
		walltime: "exact",
	},
};

export const LOCAL_SCHEDULERS: RecordTable = {
	table: "local_scheduler",
	noun: "LocalScheduler",
	columns: { workflow_id: "plain", name: "plain", memory: "plain", num_cpus: "plain" },
	filters: { memory: "exact", num_cpus: "exact" },
};

export const FAILURE_HANDLERS: RecordTable = {
	table: "failure_handler",
	noun: "FailureHandler",
	columns: { workflow_id: "plain", name: "plain", rules: "plain" },
	filters: {},
	clampsPaging: true,
};

export const EVENTS: RecordTable = {
	table: "event",
	noun: "Event",
	columns: { workflow_id: "plain", timestamp: "plain", data: "json" },
	filters: {},
};

export const RESULTS: RecordTable = {
	table: "result",
	noun: "Result",
	columns: {
		workflow_id: "plain",
		job_id: "plain",
		run_id: "plain",
		attempt_id: "plain",
		compute_node_id: "plain",
		return_code: "plain",
		status: "plain",
		exec_time_minutes: "plain",
		start_time: "plain",
		completion_time: "plain",
		peak_memory_bytes: "plain",
		avg_memory_bytes: "plain",
		peak_cpu_percent: "plain",
		avg_cpu_percent: "plain",
		signal: "plain",
		reason: "plain",
		signal_to_exit_seconds: "plain",
		signal_lead_seconds: "plain",
		cause: "plain",
	},
	filters: { job_id: "exact", run_id: "exact", return_code: "exact", status: "exact", compute_node_id: "exact" },
	computed: { job_name: "(SELECT name FROM job WHERE job.id = result.job_id)", lost_seconds: "lost_seconds" },
};

export const SLURM_STATS: RecordTable = {
	table: "slurm_stats",
	noun: "SlurmStats",
	columns: {
		workflow_id: "plain",
		job_id: "plain",
		run_id: "plain",
		attempt_id: "plain",
		slurm_job_id: "plain",
		max_rss_bytes: "plain",
		max_vm_size_bytes: "plain",
		max_disk_read_bytes: "plain",
		max_disk_write_bytes: "plain",
		ave_cpu_seconds: "plain",
		node_list: "plain",
	},
	filters: { job_id: "exact", run_id: "exact", attempt_id: "exact" },
	clampsPaging: true,
};

export const RO_CRATE_ENTITIES: RecordTable = {
	table: "ro_crate_entity",
	noun: "RoCrateEntity",
	columns: { workflow_id: "plain", file_id: "plain", entity_id: "plain", entity_type: "plain", metadata: "json" },
	filters: { file_id: "exact", entity_id: "exact" },
};

export const WORKFLOW_ACTIONS: RecordTable = {
	table: "workflow_action",
	noun: "WorkflowAction",
	columns: {
		workflow_id: "plain",
		trigger_type: "plain",
		action_type: "plain",
		action_config: "json",
		job_ids: "json",
		trigger_count: "plain",
		required_triggers: "plain",
		executed: "boolean",
		executed_at: "plain",
		executed_by: "plain",
		persistent: "boolean",
		is_recovery: "boolean",
	},
	filters: {},
};

export const CHECKPOINTS: RecordTable = {
	table: "checkpoint",
	noun: "Checkpoint",
	columns: {
		workflow_id: "plain",
		job_id: "plain",
		run_id: "plain",
		attempt_id: "plain",
		saved_at: "plain",
		recorded_at: "plain",
		num_files: "plain",
		size_bytes: "plain",
		path: "plain",
		is_valid: "boolean",
	},
	filters: { job_id: "exact", run_id: "exact", is_valid: "boolean" },
	computed: { job_name: "(SELECT name FROM job WHERE job.id = checkpoint.job_id)" },
};
