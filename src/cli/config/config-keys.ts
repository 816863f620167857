// The keys of the configuration files, with their types (8-access, Configuration files).

export type KeyType = "text" | "int" | "number" | "boolean" | "list" | "any";

/** Dotted key → type. A key that ends with `.*` admits anything below it. */
export const CONFIG_KEYS: Readonly<Record<string, KeyType>> = {
	"client.api_url": "text",
	"client.format": "text",
	"client.log_level": "text",
	"client.username": "text",
	"client.run.poll_interval": "number",
	"client.run.claim_backoff_max_secs": "number",
	"client.run.max_parallel_jobs": "int",
	"client.run.num_cpus": "int",
	"client.run.memory_gb": "number",
	"client.run.num_gpus": "int",
	"client.run.output_dir": "text",
	"client.run.fail_on_error": "boolean",
	"client.offline.enabled": "boolean",
	"client.offline.drain_ping_interval_secs": "int",
	"client.slurm.poll_interval": "int",
	"client.slurm.keep_submission_scripts": "boolean",
	"client.slurm.strict_scheduler_match": "boolean",
	"client.tls.ca_cert": "text",
	"client.tls.insecure": "boolean",
	"client.hpc.default_account": "text",
	"client.hpc.profile_overrides.*": "any",
	"client.hpc.custom_profiles.*": "any",
	"client.watch.*": "any",
	"server.log_level": "text",
	"server.https": "boolean",
	"server.tls_cert": "text",
	"server.tls_key": "text",
	"server.host": "text",
	"server.url": "text",
	"server.port": "int",
	"server.threads": "int",
	"server.database": "text",
	"server.auth_file": "text",
	"server.require_auth": "boolean",
	"server.credential_cache_ttl_secs": "int",
	"server.enforce_access_control": "boolean",
	"server.completion_check_interval_secs": "number",
	"server.admin_users": "list",
	"server.disable_admin_sql": "boolean",
	"server.disable_admin_sql_writes": "boolean",
	"server.logging.log_dir": "text",
	"server.logging.json_logs": "boolean",
	"dash.*": "any",
};

/** The type of a dotted key; null for unknown ones. */
export function keyType(key: string): KeyType | null {
	const exact = CONFIG_KEYS[key];
	if (exact !== undefined) return exact;
	for (const [pattern, type] of Object.entries(CONFIG_KEYS)) {
		if (pattern.endsWith(".*") && key.startsWith(pattern.slice(0, -1))) return type;
	}
	return null;
}

/** Whether keys may follow below this one: `client.run`, also `client.hpc.custom_profiles.mine`. */
export function isSection(key: string): boolean {
	return Object.keys(CONFIG_KEYS).some((known) => known.startsWith(`${key}.`));
}
