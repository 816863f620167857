// torc ro-crate delete
import { roCrateDelete } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(roCrateDelete, {
	run: async (context, { id }) => {
		await (await context.client()).deleteRoCrateEntity({ params: { id } });
		return { id, message: `Deleted RO-Crate entity ${id}` };
	},
	show: ({ message }) => text(message),
});
