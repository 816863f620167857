// An entity of a workflow's provenance as a list of its fields.
import type { RoCrateEntityModel } from "../../../contract/models/ro-crate.ts";
import { fields, type View } from "../../render/view.ts";

export const showEntity = (entity: RoCrateEntityModel, title = `RO-Crate entity ID ${entity.id}:`): View =>
	fields(
		{
			ID: entity.id,
			"Workflow ID": entity.workflow_id,
			"Entity ID": entity.entity_id,
			Type: entity.entity_type,
			"File ID": entity.file_id,
			Metadata: JSON.stringify(entity.metadata, null, 2),
		},
		title,
	);
