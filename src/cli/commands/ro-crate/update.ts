// torc ro-crate update
import { roCrateUpdate } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { someChange } from "../../parse/some-change.ts";
import { metadataArgument } from "./metadata-argument.ts";
import { showEntity } from "./show-entity.ts";

export const command = implement(roCrateUpdate, {
	run: async (context, args) => {
		const given = {
			...(args.entityId !== undefined && { entity_id: args.entityId }),
			...(args.entityType !== undefined && { entity_type: args.entityType }),
			...(args.metadata !== undefined && { metadata: metadataArgument(args.metadata) }),
			...(args.fileId !== undefined && { file_id: args.fileId }),
		};
		const changes = someChange(given, "torc ro-crate update");
		const client = await context.client();
		const params = { id: args.id };
		const entity = await client.getRoCrateEntity({ params });
		return client.updateRoCrateEntity({ params, body: { ...entity, ...changes } });
	},
	show: (entity) => showEntity(entity, "Successfully updated RO-Crate entity:"),
});
