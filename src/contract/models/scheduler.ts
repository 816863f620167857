// Wire records of the REST interface: scheduler.
import { z } from "zod";
import { count, int64, page } from "../scalars.ts";

export const slurmSchedulerModel = z
	.object({
		account: z.string(),
		extra: z.string().nullish(),
		gres: z.string().nullish(),
		id: int64.nullish(),
		mem: z.string().nullish(),
		name: z.string().nullish(),
		nodes: count,
		ntasks_per_node: count.nullish(),
		partition: z.string().nullish(),
		qos: z.string().nullish(),
		serialize_allocations: z.boolean().nullish(),
		tmp: z.string().nullish(),
		walltime: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "SlurmSchedulerModel" });
export type SlurmSchedulerModel = z.infer<typeof slurmSchedulerModel>;

export const listSlurmSchedulersResponse = page(slurmSchedulerModel).meta({ id: "ListSlurmSchedulersResponse" });
export type ListSlurmSchedulersResponse = z.infer<typeof listSlurmSchedulersResponse>;

export const localSchedulerModel = z
	.object({
		id: int64.nullish(),
		memory: z.string().nullish(),
		name: z.string().nullish(),
		num_cpus: count.nullish(),
		workflow_id: int64,
	})
	.meta({ id: "LocalSchedulerModel" });
export type LocalSchedulerModel = z.infer<typeof localSchedulerModel>;

export const listLocalSchedulersResponse = page(localSchedulerModel).meta({ id: "ListLocalSchedulersResponse" });
export type ListLocalSchedulersResponse = z.infer<typeof listLocalSchedulersResponse>;

export const slurmStatsModel = z
	.object({
		attempt_id: int64,
		ave_cpu_seconds: z.number().nullish(),
		id: int64.nullish(),
		job_id: int64,
		max_disk_read_bytes: count.nullish(),
		max_disk_write_bytes: count.nullish(),
		max_rss_bytes: count.nullish(),
		max_vm_size_bytes: count.nullish(),
		node_list: z.string().nullish(),
		run_id: int64,
		slurm_job_id: z.string().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "SlurmStatsModel" });
export type SlurmStatsModel = z.infer<typeof slurmStatsModel>;

export const listSlurmStatsResponse = page(slurmStatsModel).meta({ id: "ListSlurmStatsResponse" });
export type ListSlurmStatsResponse = z.infer<typeof listSlurmStatsResponse>;

export const slurmJobCorrelationModel = z
	.object({
		job_id: int64,
		job_name: z.string(),
		slurm_job_id: z.string(),
	})
	.meta({ id: "SlurmJobCorrelationModel" });
export type SlurmJobCorrelationModel = z.infer<typeof slurmJobCorrelationModel>;

export const slurmJobCorrelationsResponse = page(slurmJobCorrelationModel).meta({ id: "SlurmJobCorrelationsResponse" });
export type SlurmJobCorrelationsResponse = z.infer<typeof slurmJobCorrelationsResponse>;
