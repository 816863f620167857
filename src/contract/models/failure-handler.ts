// Wire records of the REST interface: failure handler.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const failureHandlerModel = z
	.object({
		id: int64.nullish(),
		name: z.string(),
		rules: z.string(),
		workflow_id: int64,
	})
	.meta({ id: "FailureHandlerModel" });
export type FailureHandlerModel = z.infer<typeof failureHandlerModel>;

export const listFailureHandlersResponse = page(failureHandlerModel).meta({ id: "ListFailureHandlersResponse" });
export type ListFailureHandlersResponse = z.infer<typeof listFailureHandlersResponse>;
