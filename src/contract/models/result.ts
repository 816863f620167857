// Wire records of the REST interface: result.
import { z } from "zod";
import { LOSS_CAUSES } from "../../core/lost-work.ts";
import { count, int64, measuredTime, page } from "../scalars.ts";
import { jobStatus } from "./job.ts";

export const lossCause = z.enum(LOSS_CAUSES);

export const resultModel = z
	.object({
		attempt_id: int64.nullish(),
		avg_cpu_percent: z.number().min(0).nullish(),
		avg_memory_bytes: count.nullish(),
		/** Why it did not complete; derived from the status where it is not given. */
		cause: lossCause.nullish(),
		completion_time: z.string(),
		compute_node_id: int64,
		exec_time_minutes: measuredTime,
		id: int64.nullish(),
		job_id: int64,
		job_name: z.string().nullish(),
		/** Run time that is lost to the end; only answered. */
		lost_seconds: z.number().nullish(),
		peak_cpu_percent: z.number().min(0).nullish(),
		peak_memory_bytes: count.nullish(),
		return_code: int64,
		/** What happened, in words. */
		reason: z.string().nullish(),
		run_id: int64,
		/** Signal number that ended the process. */
		signal: int64.nullish(),
		/** Seconds the job was given between the signal that asked it to end and the kill. */
		signal_lead_seconds: z.number().nullish(),
		/** Seconds from that signal to its end. */
		signal_to_exit_seconds: z.number().nullish(),
		/** RFC 3339. */
		start_time: z.string().nullish(),
		status: jobStatus,
		workflow_id: int64,
	})
	.meta({ id: "ResultModel" });
export type ResultModel = z.infer<typeof resultModel>;

export const listResultsResponse = page(resultModel).meta({ id: "ListResultsResponse" });
export type ListResultsResponse = z.infer<typeof listResultsResponse>;
