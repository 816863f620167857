// torc ping
import { ping } from "../../grammar/lifecycle.ts";
import { implement } from "../../implement.ts";
import { text } from "../../render/view.ts";

export const command = implement(ping, {
	run: async (context) => {
		const client = await context.client();
		await client.ping();
		return { status: "Server is running" };
	},
	show: ({ status }) => text(status),
});
