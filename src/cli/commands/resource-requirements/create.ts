// torc resource-requirements create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { resourceRequirementsCreate } from "../../grammar/records.ts";
import { implement } from "../../implement.ts";
import { showRequirements } from "./show-requirements.ts";

export const command = implement(resourceRequirementsCreate, {
	run: async (context, args) => {
		const client = await context.client();
		return client.createResourceRequirements({
			body: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				name: args.name,
				num_cpus: args.numCpus,
				num_gpus: args.numGpus,
				num_nodes: args.numNodes,
				memory: args.memory,
				runtime: args.runtime,
			},
		});
	},
	show: (requirements) => showRequirements(requirements, "Successfully created resource requirements:"),
});
