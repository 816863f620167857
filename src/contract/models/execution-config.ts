// Wire records of the REST interface: execution config.
import { z } from "zod";
import { count, int32 } from "../scalars.ts";

export const stdioMode = z.enum(["separate", "combined", "no_stdout", "no_stderr", "none"]).meta({ id: "StdioMode" });
export type StdioMode = z.infer<typeof stdioMode>;

export const stdioConfig = z
	.strictObject({
		delete_on_success: z.boolean().nullish(),
		mode: stdioMode.nullish(),
	})
	.meta({ id: "StdioConfig" });
export type StdioConfig = z.infer<typeof stdioConfig>;

export const executionMode = z.enum(["direct", "slurm", "auto"]).meta({ id: "ExecutionMode" });
export type ExecutionMode = z.infer<typeof executionMode>;

export const executionConfig = z
	.strictObject({
		enable_cpu_bind: z.boolean().nullish(),
		job_stdio_overrides: z.record(z.string(), stdioConfig).nullish(),
		limit_resources: z.boolean().nullish(),
		mode: executionMode.nullish(),
		oom_exit_code: int32.nullish(),
		sigkill_headroom_seconds: count.nullish(),
		sigterm_lead_seconds: count.nullish(),
		srun_mpi: z.string().nullish(),
		srun_termination_signal: z.string().nullish(),
		staggered_start: z.boolean().nullish(),
		stdio: stdioConfig.nullish(),
		termination_signal: z.string().nullish(),
		timeout_exit_code: int32.nullish(),
	})
	.meta({ id: "ExecutionConfig" });
export type ExecutionConfig = z.infer<typeof executionConfig>;

export const monitorGranularity = z.enum(["summary", "time_series"]).meta({ id: "MonitorGranularity" });
export type MonitorGranularity = z.infer<typeof monitorGranularity>;

export const jobMonitorConfig = z
	.object({
		enabled: z.boolean().nullish(),
		granularity: monitorGranularity.nullish(),
	})
	.meta({ id: "JobMonitorConfig" });
export type JobMonitorConfig = z.infer<typeof jobMonitorConfig>;

export const computeNodeMonitorConfig = z
	.object({
		cpu: z.boolean().nullish(),
		enabled: z.boolean().nullish(),
		granularity: monitorGranularity.nullish(),
		memory: z.boolean().nullish(),
	})
	.meta({ id: "ComputeNodeMonitorConfig" });
export type ComputeNodeMonitorConfig = z.infer<typeof computeNodeMonitorConfig>;

export const resourceMonitorConfig = z
	.object({
		compute_node: computeNodeMonitorConfig.nullish(),
		enabled: z.boolean().nullish(),
		flush_interval_seconds: int32.nullish(),
		generate_plots: z.boolean().nullish(),
		granularity: monitorGranularity.nullish(),
		jobs: jobMonitorConfig.nullish(),
		sample_interval_seconds: int32.nullish(),
	})
	.meta({ id: "ResourceMonitorConfig" });
export type ResourceMonitorConfig = z.infer<typeof resourceMonitorConfig>;
