// Wire records of the REST interface: the judgement of a failure.
import { z } from "zod";

export const jobClassification = z
	.object({
		action: z.enum(["retry", "fail"]),
		/** Kept in a stored event. */
		reason: z.string().nullish(),
	})
	.meta({ id: "JobClassification" });
export type JobClassification = z.infer<typeof jobClassification>;
