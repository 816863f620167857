// The keys of the configuration files: types, defaults, ranges and meaning (8-access, Configuration files).
import { LOG_LEVELS } from "../../core/log-level.ts";

export type KeyType = "text" | "int" | "number" | "boolean" | "list" | "tables" | "any";

export interface ConfigKey {
	readonly type: KeyType;
	/** For the commented file that `config init` writes. */
	readonly help: string;
	/** What holds where nothing is set; absent: nothing does. */
	readonly default?: string | number | boolean | readonly string[];
	readonly values?: readonly string[];
	/** Smallest number that makes sense. */
	readonly min?: number;
	readonly max?: number;
	/** Accepted for older files, read by nothing. */
	readonly unused?: true;
}

const POSITIVE = Number.MIN_VALUE;
const MAX_PORT = 65_535;

/** Dotted key → what it is. `*` stands for a name of the user's; at the end for anything below. */
export const CONFIG_KEYS: Readonly<Record<string, ConfigKey>> = {
	"client.api_url": {
		type: "text",
		default: "http://localhost:8080/torc-service/v1",
		help: "Address of the server, with /torc-service/v1",
	},
	"client.format": {
		type: "text",
		default: "table",
		values: ["table", "json", "csv"],
		help: "How results are printed",
	},
	"client.log_level": { type: "text", default: "info", values: LOG_LEVELS, help: "Of runners and tools" },
	"client.username": { type: "text", help: "Your name as owner of workflows [default: TORC_USERNAME, USER]" },
	"client.run.poll_interval": {
		type: "number",
		default: 5,
		min: POSITIVE,
		help: "Seconds between looks at a server that cannot push",
	},
	"client.run.claim_backoff_max_secs": {
		type: "number",
		default: 300,
		min: 0,
		help: "Accepted for older files (no effect: runners hear at once of jobs that become ready)",
	},
	"client.run.max_parallel_jobs": { type: "int", min: 1, help: "Run this many jobs at once and ignore what they need" },
	"client.run.num_cpus": { type: "int", min: 1, help: "CPUs to use [default: all]" },
	"client.run.memory_gb": { type: "number", min: POSITIVE, help: "Memory to use, in GiB [default: all]" },
	"client.run.num_gpus": { type: "int", min: 0, help: "GPUs to use [default: all]" },
	"client.run.output_dir": { type: "text", default: "torc_output", help: "Where outputs and logs go" },
	"client.run.fail_on_error": { type: "boolean", default: false, help: "torc run exits with 7 when jobs failed" },
	"client.offline.enabled": {
		type: "boolean",
		default: true,
		help: "Accepted for older files (no effect: runners always finish their jobs and keep results)",
	},
	"client.offline.drain_ping_interval_secs": {
		type: "int",
		default: 120,
		min: 1,
		help: "Accepted for older files (no effect: a server that is back is noticed within 30 s)",
	},
	"client.slurm.poll_interval": { type: "int", default: 30, min: 1, help: "Seconds between looks of Slurm runners" },
	"client.slurm.keep_submission_scripts": { type: "boolean", default: false, help: "Keep the scripts given to sbatch" },
	"client.slurm.strict_scheduler_match": {
		type: "boolean",
		default: false,
		help: "Runners take only jobs meant for their own scheduler",
	},
	"client.tls.ca_cert": { type: "text", help: "Certificate authority of the server (PEM file)" },
	"client.tls.insecure": { type: "boolean", default: false, help: "Do not check the server's certificate" },
	"client.hpc.default_account": { type: "text", help: "Slurm account where none is named" },
	"client.hpc.profile_overrides.*.default_account": { type: "text", help: "Slurm account on that system" },
	"client.hpc.custom_profiles.*.display_name": { type: "text", help: "Name of the system" },
	"client.hpc.custom_profiles.*.description": { type: "text", help: "What it is" },
	"client.hpc.custom_profiles.*.detect_env_var": { type: "text", help: "NAME=value that is set there" },
	"client.hpc.custom_profiles.*.detect_hostname": { type: "text", help: "Regular expression for its host names" },
	"client.hpc.custom_profiles.*.default_account": { type: "text", help: "Slurm account on that system" },
	"client.hpc.custom_profiles.*.charge_factor_cpu": { type: "number", help: "Price of a CPU node hour" },
	"client.hpc.custom_profiles.*.charge_factor_gpu": { type: "number", help: "Price of a GPU node hour" },
	"client.hpc.custom_profiles.*.partitions": { type: "tables", help: "Its partitions, one table each" },
	"client.watch.*": { type: "any", unused: true, help: "Accepted for older files" },
	"server.log_level": { type: "text", default: "info", values: LOG_LEVELS, help: "Of the server" },
	"server.https": { type: "boolean", default: false, help: "Serve HTTPS; needs tls_cert and tls_key" },
	"server.tls_cert": { type: "text", help: "Certificate chain (PEM file)" },
	"server.tls_key": { type: "text", help: "Private key (PEM file)" },
	"server.host": { type: "text", default: "0.0.0.0", help: "Address to listen on; 127.0.0.1 for this machine alone" },
	"server.url": { type: "text", help: "Older name of host" },
	"server.port": { type: "int", default: 8080, min: 1, max: MAX_PORT, help: "Port to listen on" },
	"server.threads": { type: "int", default: 1, min: 1, unused: true, help: "Accepted for older files" },
	"server.database": { type: "text", help: "Database file, or :memory:" },
	"server.auth_file": { type: "text", help: "Users and password hashes (htpasswd)" },
	"server.require_auth": { type: "boolean", default: false, help: "Refuse callers without a password" },
	"server.credential_cache_ttl_secs": {
		type: "int",
		default: 60,
		min: 0,
		help: "Remember verified passwords for this many seconds; 0: never",
	},
	"server.change_log_days": {
		type: "int",
		default: 90,
		min: 0,
		help: "Remember for this many days who changed what; 0: not at all",
	},
	"server.enforce_access_control": {
		type: "boolean",
		default: false,
		help: "Only owners and their groups may use a workflow",
	},
	"server.compat_text_fields": {
		type: "boolean",
		default: false,
		help: "For clients of 0.12: send metadata and the like as JSON text",
	},
	"server.completion_check_interval_secs": {
		type: "number",
		default: 30,
		min: POSITIVE,
		unused: true,
		help: "Accepted for older files; completions are handled at once",
	},
	"server.admin_users": { type: "list", default: [], help: "Members of the admin group" },
	"server.disable_admin_sql": { type: "boolean", default: false, help: "No SQL through the interface" },
	"server.disable_admin_sql_writes": { type: "boolean", default: false, help: "No writing SQL through the interface" },
	"server.logging.log_dir": { type: "text", help: "Write torc-server.log there too" },
	"server.logging.json_logs": { type: "boolean", default: false, help: "That file in JSON lines" },
	"dash.host": { type: "text", default: "127.0.0.1", help: "Address of the dashboard" },
	"dash.port": {
		type: "int",
		default: 8090,
		min: 1,
		max: MAX_PORT,
		help: "Its port; the next free one when it is taken",
	},
	"dash.api_url": {
		type: "text",
		default: "http://localhost:8080/torc-service/v1",
		help: "Server of the dashboard",
	},
	"dash.torc_bin": { type: "text", default: "torc", unused: true, help: "Accepted for older files" },
	"dash.torc_server_bin": { type: "text", default: "torc-server", unused: true, help: "Accepted for older files" },
	"dash.standalone": { type: "boolean", default: false, help: "Start a server with the dashboard" },
	"dash.server_port": {
		type: "int",
		default: 0,
		min: 0,
		max: MAX_PORT,
		help: "Port of that server; 0 picks a free one",
	},
	"dash.server_host": { type: "text", default: "0.0.0.0", help: "Its address" },
	"dash.database": { type: "text", help: "Its database" },
	"dash.socket": { type: "text", help: "Listen on this Unix socket" },
	"dash.completion_check_interval_secs": {
		type: "int",
		default: 5,
		min: 1,
		unused: true,
		help: "Accepted for older files; completions are handled at once",
	},
};

/** Of each table in `partitions`; the first four must be there. */
export const PARTITION_KEYS: Readonly<Record<string, KeyType>> = {
	name: "text",
	cpus_per_node: "int",
	memory_mb: "int",
	max_walltime_secs: "int",
	description: "text",
	gpus_per_node: "int",
	gpu_type: "text",
	gpu_memory_gb: "number",
	shared: "boolean",
	requires_explicit_request: "boolean",
};
export const NEEDED_IN_PARTITION = ["name", "cpus_per_node", "memory_mb", "max_walltime_secs"];

/** What a dotted key is; null for unknown ones. */
export function findKey(key: string): ConfigKey | null {
	const exact = CONFIG_KEYS[key];
	if (exact !== undefined) return exact;
	for (const [pattern, found] of Object.entries(CONFIG_KEYS)) if (matches(pattern, key)) return found;
	return null;
}

/** Whether keys may follow below this one: `client.run`, also `client.hpc.custom_profiles.mine`. */
export function isSection(key: string): boolean {
	const depth = key.split(".").length;
	return Object.keys(CONFIG_KEYS).some((pattern) => {
		const parts = pattern.split(".");
		return parts.length > depth && matches(parts.slice(0, depth).join("."), key);
	});
}

/** Known keys as they could be meant by this one, with its names in place of `*`. */
export function candidatesFor(key: string): string[] {
	const parts = key.split(".");
	return Object.keys(CONFIG_KEYS)
		.map((pattern) => pattern.split(".").map((part, index) => (part === "*" ? (parts[index] ?? part) : part)))
		.map((filled) => filled.join("."));
}

function matches(pattern: string, key: string): boolean {
	const wanted = pattern.split(".");
	const parts = key.split(".");
	if (wanted.length !== parts.length) return false;
	return wanted.every((part, index) => part === "*" || part === parts[index]);
}
