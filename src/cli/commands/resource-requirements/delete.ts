// torc resource-requirements delete
import { resourceRequirementsDelete } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showRequirements } from "./show-requirements.ts";

export const command = implement(resourceRequirementsDelete, {
	run: async (context, { id }) => (await context.client()).deleteResourceRequirement({ params: { id } }),
	show: (requirements) => showRequirements(requirements, "Successfully deleted resource requirements:"),
});
