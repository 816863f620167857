// Wire records of the REST interface: RO-Crate entities, the provenance records of a workflow.
import { z } from "zod";
import { int64, page } from "../scalars.ts";

export const roCrateEntityModel = z
	.object({
		/** The entity's `@id`. */
		entity_id: z.string(),
		/** The first word of its `@type`. */
		entity_type: z.string(),
		file_id: int64.nullish(),
		id: int64.nullish(),
		metadata: z.record(z.string(), z.unknown()),
		workflow_id: int64,
	})
	.meta({ id: "RoCrateEntityModel" });
export type RoCrateEntityModel = z.infer<typeof roCrateEntityModel>;

export const listRoCrateEntitiesResponse = page(roCrateEntityModel).meta({ id: "ListRoCrateEntitiesResponse" });
export type ListRoCrateEntitiesResponse = z.infer<typeof listRoCrateEntitiesResponse>;

export const deleteRoCrateEntitiesResponse = z
	.object({
		count: int64.optional(),
		deleted_count: int64,
		message: z.string(),
	})
	.meta({ id: "DeleteRoCrateEntitiesResponse" });
export type DeleteRoCrateEntitiesResponse = z.infer<typeof deleteRoCrateEntitiesResponse>;
