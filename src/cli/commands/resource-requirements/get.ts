// torc resource-requirements get
import { resourceRequirementsGet } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showRequirements } from "./show-requirements.ts";

export const command = implement(resourceRequirementsGet, {
	run: async (context, { id }) => (await context.client()).getResourceRequirements({ params: { id } }),
	show: (requirements) => showRequirements(requirements),
});
