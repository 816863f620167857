// Resource requirements as a list of their fields.
import type { ResourceRequirementsModel } from "../../../contract/models/resource-requirements.ts";
import { fields, type View } from "../../render/view.ts";

export const showRequirements = (
	requirements: ResourceRequirementsModel,
	title = `Resource requirements ID ${requirements.id}:`,
): View =>
	fields(
		{
			ID: requirements.id,
			Name: requirements.name,
			"Workflow ID": requirements.workflow_id,
			CPUs: requirements.num_cpus,
			GPUs: requirements.num_gpus,
			Nodes: requirements.num_nodes,
			Memory: requirements.memory,
			Runtime: requirements.runtime,
		},
		title,
	);
