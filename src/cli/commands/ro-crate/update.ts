// torc ro-crate update
import { TorcError } from "../../../core/errors.ts";
import { roCrateUpdate } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { metadataArgument } from "./metadata-argument.ts";
import { showEntity } from "./show-entity.ts";

export const command = implement(roCrateUpdate, {
	run: async (context, args) => {
		const changes = {
			...(args.entityId !== undefined && { entity_id: args.entityId }),
			...(args.entityType !== undefined && { entity_type: args.entityType }),
			...(args.metadata !== undefined && { metadata: metadataArgument(args.metadata) }),
			...(args.fileId !== undefined && { file_id: args.fileId }),
		};
		if (Object.keys(changes).length === 0) {
			throw new TorcError("malformed", "Nothing to change was given", { hint: "See 'torc ro-crate update --help'." });
		}
		const client = await context.client();
		const params = { id: args.id };
		const entity = await client.getRoCrateEntity({ params });
		return client.updateRoCrateEntity({ params, body: { ...entity, ...changes } });
	},
	show: (entity) => showEntity(entity, "Successfully updated RO-Crate entity:"),
});
