// Everything a runner needs to start the jobs it was given, in one answer.
import type { Database } from "../../../sqlite/database.ts";
import type { JobState } from "../../dependencies/job-state.ts";
import type { WorkflowState } from "../workflows/workflow-state.ts";

export interface ClaimedJobRecord {
	readonly id: number;
	readonly name: string;
	readonly command: string;
	readonly invocation_script: string | null;
	readonly env: Record<string, string> | null;
	readonly attempt_id: number;
	readonly run_id: number;
	readonly restart_count: number;
	readonly priority: number;
	readonly supports_termination: boolean;
	readonly resource_requirements_id: number;
	readonly resource_requirements_name: string;
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	readonly runtime_seconds: number;
	readonly scheduler_id: number | null;
	readonly output_files: { readonly id: number; readonly name: string; readonly path: string }[];
	readonly failure_handler_rules: FailureRuleRecord[] | null;
	readonly retries_in_run: number;
	readonly checkpoint: Record<string, unknown> | null;
}

export interface FailureRuleRecord {
	readonly exit_codes: number[];
	readonly match_all_exit_codes: boolean;
	readonly recovery_script?: string | null;
	readonly recovery_script_failure?: "stop" | "retry" | null;
	readonly max_retries: number;
}

export function describeClaimedJobs(
	db: Database,
	workflow: WorkflowState,
	jobs: readonly JobState[],
): ClaimedJobRecord[] {
	const workflowEnv = parse<Record<string, string>>(workflow.env);
	const requirements = new Map<number, Requirements>();
	const requirementsOf = (id: number): Requirements => {
		let row = requirements.get(id);
		if (row === undefined) {
			row = db.get<Requirements>(REQUIREMENTS, id) as Requirements;
			requirements.set(id, row);
		}
		return row;
	};
	return jobs.map((job) => {
		const details = db.get<Details>(DETAILS, job.id) as Details;
		const required = requirementsOf(job.resource_requirements_id);
		return {
			id: job.id,
			name: job.name,
			command: details.command,
			invocation_script: details.invocation_script,
			env: parse<Record<string, string>>(details.env) ?? workflowEnv,
			attempt_id: job.attempt_id,
			run_id: workflow.run_id,
			restart_count: job.restart_count,
			priority: job.priority,
			supports_termination: details.supports_termination === 1,
			resource_requirements_id: job.resource_requirements_id,
			resource_requirements_name: required.name,
			num_cpus: required.num_cpus,
			memory_bytes: required.memory_bytes,
			num_gpus: required.num_gpus,
			num_nodes: required.num_nodes,
			runtime_seconds: required.runtime_seconds,
			scheduler_id: job.scheduler_id,
			output_files: db.all<{ id: number; name: string; path: string }>(OUTPUT_FILES, job.id),
			failure_handler_rules: details.failure_handler_id === null ? null : rulesOf(db, details.failure_handler_id),
			retries_in_run: job.retry_run_id === workflow.run_id ? job.retry_count : 0,
			checkpoint: parse<Record<string, unknown>>(details.checkpoint),
		};
	});
}

interface Requirements {
	readonly name: string;
	readonly num_cpus: number;
	readonly memory_bytes: number;
	readonly num_gpus: number;
	readonly num_nodes: number;
	readonly runtime_seconds: number;
}

interface Details {
	readonly command: string;
	readonly invocation_script: string | null;
	readonly env: string | null;
	readonly supports_termination: number;
	readonly failure_handler_id: number | null;
	readonly checkpoint: string | null;
}

const REQUIREMENTS = `SELECT name, num_cpus, memory_bytes, num_gpus, num_nodes, runtime_seconds
	FROM resource_requirements WHERE id = ?`;
const DETAILS = `SELECT command, invocation_script, env, supports_termination, failure_handler_id, checkpoint
	FROM job WHERE id = ?`;
const OUTPUT_FILES = `SELECT f.id, f.name, f.path FROM job_output_file o CROSS JOIN file f ON f.id = o.file_id
	WHERE o.job_id = ?`;

/** The rules with their defaults filled in; clients may have stored partial ones. */
function rulesOf(db: Database, handlerId: number): FailureRuleRecord[] | null {
	const row = db.get<{ rules: string }>("SELECT rules FROM failure_handler WHERE id = ?", handlerId);
	const rules = parse<Partial<FailureRuleRecord>[]>(row?.rules ?? null);
	return (
		rules?.map((rule) => ({
			exit_codes: rule.exit_codes ?? [],
			match_all_exit_codes: rule.match_all_exit_codes ?? false,
			recovery_script: rule.recovery_script ?? null,
			recovery_script_failure: rule.recovery_script_failure ?? null,
			max_retries: rule.max_retries ?? 3,
		})) ?? null
	);
}

const parse = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));
