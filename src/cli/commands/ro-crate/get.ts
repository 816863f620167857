// torc ro-crate get
import { roCrateGet } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { showEntity } from "./show-entity.ts";

export const command = implement(roCrateGet, {
	run: async (context, { id }) => (await context.client()).getRoCrateEntity({ params: { id } }),
	show: (entity) => showEntity(entity),
});
