// torc ro-crate create
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { roCrateCreate } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { metadataArgument } from "./metadata-argument.ts";
import { showEntity } from "./show-entity.ts";

export const command = implement(roCrateCreate, {
	run: async (context, args) => {
		const metadata = metadataArgument(args.metadata);
		const client = await context.client();
		return client.createRoCrateEntity({
			body: {
				workflow_id: await chooseWorkflow(context, args.workflow),
				entity_id: args.entityId,
				entity_type: args.entityType,
				metadata,
				...(args.fileId !== undefined && { file_id: args.fileId }),
			},
		});
	},
	show: (entity) => showEntity(entity, "Successfully created RO-Crate entity:"),
});
