// The workflow record itself: what is stored of the fields outside the lists.
import type { DraftJob, DraftWorkflow } from "../../core/draft.ts";
import type { ExecutionConfigSpec, SpecDocument, StdioSpec } from "../document.ts";
import type { ExpansionContext } from "./context.ts";
import type { JobPlan } from "./job-plan.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const COPIED = [
	"description",
	"project",
	"metadata",
	"compute_node_wait_for_new_jobs_seconds",
	"compute_node_ignore_workflow_completion",
	"compute_node_wait_for_healthy_database_minutes",
	"compute_node_expiration_buffer_seconds",
	"compute_node_min_time_for_new_jobs_seconds",
	"jobs_sort_method",
	"use_pending_failed",
	"enable_ro_crate",
	"access_groups",
	"dynamic_jobs",
	"slurm_defaults",
] as const;

export function workflowFields(
	document: SpecDocument,
	context: ExpansionContext,
	stdioOverrides: Readonly<Record<string, StdioSpec>>,
): DraftWorkflow {
	const workflow: Record<string, unknown> = { name: document.name, user: context.user };
	for (const field of COPIED) if (document[field] !== undefined) workflow[field] = document[field];
	if (document.env && Object.keys(document.env).length > 0) workflow.env = withSingleValues(document);
	if (context.submissionDirectory !== undefined) workflow.submission_directory = context.submissionDirectory;
	const config = executionConfig(document.execution_config, stdioOverrides);
	if (config !== null) workflow.execution_config = config;
	const monitor = document.resource_monitor ?? (context.resourceMonitoring ? DEFAULT_MONITOR : undefined);
	if (monitor) workflow.resource_monitor_config = monitor;
	return workflow as unknown as Mutable<DraftWorkflow>;
}

/** Without the record, jobs are watched in summary (1-spec, resource_monitor). */
const DEFAULT_MONITOR = {
	sample_interval_seconds: 10,
	jobs: { enabled: true, granularity: "summary" },
};

/** A workflow parameter with exactly one value is filled in; one with several is inserted as it is written. */
function withSingleValues(document: SpecDocument): Record<string, string> {
	const parameters = Object.entries(document.parameters ?? {});
	const fill = (text: string): string =>
		parameters.reduce((filled, [name, value]) => {
			const shown = Array.isArray(value)
				? value.length === 1
					? String(value[0])
					: JSON.stringify(value)
				: String(value);
			return filled.replaceAll(new RegExp(`(?<!\\$)\\{${name}\\}`, "g"), () => shown);
		}, text);
	return Object.fromEntries(Object.entries(document.env ?? {}).map(([name, text]) => [name, fill(text)]));
}

const DEFAULTS: Readonly<Record<string, unknown>> = {
	mode: "direct",
	sigkill_headroom_seconds: 60,
	timeout_exit_code: 152,
	staggered_start: true,
	limit_resources: true,
	termination_signal: "SIGTERM",
	sigterm_lead_seconds: 30,
	oom_exit_code: 137,
	enable_cpu_bind: false,
};

/** Null when nothing differs from the defaults: such a record is not stored. */
function executionConfig(
	spec: ExecutionConfigSpec | undefined,
	overrides: Readonly<Record<string, StdioSpec>>,
): Record<string, unknown> | null {
	const config: Record<string, unknown> = { ...spec };
	if (Object.keys(overrides).length > 0) config.job_stdio_overrides = { ...spec?.job_stdio_overrides, ...overrides };
	const differs = Object.entries(config).some(([field, value]) => !isDefault(field, value));
	return differs ? config : null;
}

function isDefault(field: string, value: unknown): boolean {
	if (field !== "stdio") return DEFAULTS[field] === value;
	const { mode = "separate", delete_on_success = false } = value as StdioSpec;
	return mode === "separate" && delete_on_success === false;
}

/** Stdio settings of jobs, by expanded job name. */
export function collectStdio(
	plans: readonly JobPlan[],
	jobs: readonly DraftJob[],
	origins: readonly number[],
): Record<string, StdioSpec> {
	const overrides: Record<string, StdioSpec> = {};
	if (!plans.some((plan) => plan.spec.stdio)) return overrides;
	for (const [place, job] of jobs.entries()) {
		const stdio = plans[origins[place] as number]?.spec.stdio;
		if (stdio) overrides[job.name] = stdio;
	}
	return overrides;
}
