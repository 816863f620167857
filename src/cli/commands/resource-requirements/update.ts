// torc resource-requirements update
import { resourceRequirementsUpdate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { someChange } from "../../parse/some-change.ts";
import { showRequirements } from "./show-requirements.ts";

export const command = implement(resourceRequirementsUpdate, {
	run: async (context, args) => {
		const given = {
			...(args.name !== undefined && { name: args.name }),
			...(args.numCpus !== undefined && { num_cpus: args.numCpus }),
			...(args.numGpus !== undefined && { num_gpus: args.numGpus }),
			...(args.numNodes !== undefined && { num_nodes: args.numNodes }),
			...(args.memory !== undefined && { memory: args.memory }),
			...(args.runtime !== undefined && { runtime: args.runtime }),
		};
		const changes = someChange(given, "torc resource-requirements update");
		const client = await context.client();
		const params = { id: args.id };
		const requirements = await client.getResourceRequirements({ params });
		return client.updateResourceRequirements({ params, body: { ...requirements, ...changes } });
	},
	show: (requirements) => showRequirements(requirements, "Successfully updated resource requirements:"),
});
