// Wire records of the REST interface: result.
import { z } from "zod";
import { int64, page } from "../scalars.ts";
import { jobStatus } from "./job.ts";

export const resultModel = z
	.object({
		attempt_id: int64.nullish(),
		avg_cpu_percent: z.number().nullish(),
		avg_memory_bytes: int64.nullish(),
		completion_time: z.string(),
		compute_node_id: int64,
		exec_time_minutes: z.number(),
		id: int64.nullish(),
		job_id: int64,
		job_name: z.string().nullish(),
		peak_cpu_percent: z.number().nullish(),
		peak_memory_bytes: int64.nullish(),
		return_code: int64,
		run_id: int64,
		status: jobStatus,
		workflow_id: int64,
	})
	.meta({ id: "ResultModel" });
export type ResultModel = z.infer<typeof resultModel>;

export const listResultsResponse = page(resultModel).meta({ id: "ListResultsResponse" });
export type ListResultsResponse = z.infer<typeof listResultsResponse>;
