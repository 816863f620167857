// Wire records of the REST interface: resource requirements.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const resourceRequirementsModel = z
	.object({
		id: int64.nullish(),
		memory: z.string().nullish(),
		name: z.string(),
		num_cpus: int64.nullish(),
		num_gpus: int64.nullish(),
		num_nodes: int64.nullish(),
		runtime: z.string().nullish(),
		workflow_id: int64,
	})
	.meta({ id: "ResourceRequirementsModel" });
export type ResourceRequirementsModel = z.infer<typeof resourceRequirementsModel>;

export const listResourceRequirementsResponse = page(resourceRequirementsModel).meta({
	id: "ListResourceRequirementsResponse",
});
export type ListResourceRequirementsResponse = z.infer<typeof listResourceRequirementsResponse>;
