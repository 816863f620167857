// The workflow's own record and its settings (1-spec §2).

import type { Report } from "../diagnostic.ts";
import type { FieldPath, LocatedMap } from "../located.ts";
import { kindOf } from "../variables.ts";
import {
	anything,
	type Check,
	fieldOf,
	flag,
	integer,
	list,
	mapOf,
	nonEmpty,
	oneOf,
	record,
	scalarOf,
	text,
} from "./field-check.ts";
import { env, file, job, name, names, parameters, stdio, userData } from "./job-records.ts";
import { action, failureHandler, requirements, slurmScheduler } from "./requirement-records.ts";

const granularity = oneOf("summary", "time_series");

/** Unknown keys are let pass here, and only here. */
const resourceMonitor = record({
	noun: "resource_monitor",
	isOpen: true,
	fields: {
		enabled: flag,
		granularity,
		sample_interval_seconds: integer(1),
		flush_interval_seconds: integer(1),
		generate_plots: flag,
		jobs: record({ noun: "resource_monitor.jobs", isOpen: true, fields: { enabled: flag, granularity } }),
		compute_node: record({
			noun: "resource_monitor.compute_node",
			isOpen: true,
			fields: { enabled: flag, granularity, cpu: flag, memory: flag },
		}),
	},
});

const SIGNALS = ["SIGTERM", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGHUP", "SIGKILL"];

const executionConfig = record({
	noun: "execution_config",
	fields: {
		mode: oneOf("direct", "slurm", "auto"),
		sigkill_headroom_seconds: integer(0),
		timeout_exit_code: integer(),
		staggered_start: flag,
		stdio,
		limit_resources: flag,
		termination_signal: (node, path, report) => {
			text(nonEmpty)(node, path, report);
			const value = node.kind === "scalar" && typeof node.value === "string" ? node.value : "SIGTERM";
			if (!SIGNALS.includes(value.startsWith("SIG") ? value : `SIG${value}`)) {
				report.warn(path, `Unknown signal '${value}': SIGTERM is used. Known: ${SIGNALS.join(", ")}`);
			}
		},
		sigterm_lead_seconds: integer(0),
		oom_exit_code: integer(),
		srun_termination_signal: text(nonEmpty),
		enable_cpu_bind: flag,
		srun_mpi: text((value) =>
			/^[A-Za-z0-9+_.-]+$/.test(value) ? null : "srun_mpi must be a single safe token of A-Z a-z 0-9 + _ . -",
		),
		job_stdio_overrides: mapOf(stdio),
	},
});

const slurmDefaults: Check = (node, path, report) => {
	if (node.kind !== "map") return mapOf(anything)(node, path, report);
	const refused = node.entries.filter((entry) => MANAGED.includes(entry.key.toLowerCase()));
	const first = refused[0];
	if (first) {
		const keys = refused.map((entry) => `'${entry.key}'`).join(", ");
		const message = `slurm_defaults must not contain ${keys}: Torc sets these from the scheduler`;
		report.errorAt(first.keyAt, [...path, first.key], message);
	}
	for (const { key, value } of node.entries) {
		if (value.kind === "scalar" && value.value !== null) continue;
		report.warn(
			[...path, key],
			`slurm_defaults.${key} is ${kindOf(value)} and is skipped: use text, a number or true/false`,
		);
	}
};

/** sbatch options that belong to Torc (1-spec, slurm_defaults). */
const MANAGED = ["partition", "nodes", "walltime", "time", "mem", "gres", "name", "job-name"];

const metadata: Check = (node, path, report) => {
	if (node.kind === "map") return;
	if (node.kind === "scalar" && typeof node.value === "string") {
		try {
			const parsed: unknown = JSON.parse(node.value);
			if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return;
		} catch {
			// Reported below, like any other text that is no object.
		}
	}
	report.error(path, "metadata must be a map, or a text that is a JSON object");
};

export const workflow = record({
	noun: "a workflow",
	required: ["name", "jobs"],
	removed: { slurm_config: "slurm_config was removed: use execution_config instead" },
	fields: {
		name,
		user: text(),
		description: text(),
		project: text(),
		metadata,
		parameters,
		parameters_file: text(nonEmpty),
		variables: mapOf(anything),
		env,
		jobs: list(job),
		files: list(file),
		user_data: list(userData),
		resource_requirements: list(requirements),
		failure_handlers: list(failureHandler),
		slurm_schedulers: list(slurmScheduler),
		slurm_defaults: slurmDefaults,
		actions: list(action),
		resource_monitor: resourceMonitor,
		execution_config: executionConfig,
		dynamic_jobs: record({ noun: "dynamic_jobs", fields: { max_iterations: integer(1) } }),
		use_pending_failed: flag,
		enable_ro_crate: flag,
		access_groups: names,
		compute_node_wait_for_new_jobs_seconds: integer(0),
		compute_node_ignore_workflow_completion: flag,
		compute_node_wait_for_healthy_database_minutes: integer(0),
		compute_node_expiration_buffer_seconds: integer(0),
		compute_node_min_time_for_new_jobs_seconds: integer(0),
		jobs_sort_method: oneOf("gpus_runtime_memory", "gpus_memory_runtime", "none"),
	},
	rules: (map, path, report) => {
		checkMode(map, path, report);
	},
});

/** Settings that the mode cannot honour; all of them are named (4-runner §7). */
function checkMode(root: LocatedMap, path: FieldPath, report: Report): void {
	const config = fieldOf(root, "execution_config");
	if (config?.kind !== "map") return;
	const written = scalarOf(config, "mode") ?? "direct";
	const schedulers = fieldOf(root, "slurm_schedulers");
	const hasSchedulers = schedulers?.kind === "list" && schedulers.items.length > 0;
	const mode = written === "auto" ? (hasSchedulers ? "slurm" : "direct") : written;
	const refuse = (field: string, value?: boolean): void => {
		const shown = value === undefined ? field : `${field}: ${value}`;
		const message = `${shown} cannot be used with execution_config.mode ${mode}`;
		report.error([...path, "execution_config", field], message);
	};
	if (mode === "slurm") {
		for (const field of ["termination_signal", "sigterm_lead_seconds", "oom_exit_code"]) {
			if (fieldOf(config, field) !== undefined) refuse(field);
		}
		if (scalarOf(config, "limit_resources") === false) refuse("limit_resources", false);
	} else if (mode === "direct") {
		if (fieldOf(config, "srun_termination_signal") !== undefined) refuse("srun_termination_signal");
		if (scalarOf(config, "enable_cpu_bind") === true) refuse("enable_cpu_bind", true);
	}
	if (fieldOf(config, "srun_mpi") !== undefined && !startsOneWorkerPerNode(root)) {
		const message = "srun_mpi needs a schedule_nodes action with start_one_worker_per_node: true";
		report.error([...path, "execution_config", "srun_mpi"], message);
	}
}

function startsOneWorkerPerNode(root: LocatedMap): boolean {
	const actions = fieldOf(root, "actions");
	return (
		actions?.kind === "list" &&
		actions.items.some((item) => item.kind === "map" && scalarOf(item, "start_one_worker_per_node") === true)
	);
}
