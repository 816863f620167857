// Makes the server read the file again after a change; the change stands whatever comes of it.
import { connect } from "../../../client/connect.ts";
import type { Context } from "../../context.ts";

export interface ReloadOptions {
	readonly reloadAuth: boolean;
	readonly url: string | undefined;
	readonly serverPassword: string | undefined;
}

export async function reloadServer(
	{ terminal, user, warn }: Context,
	{ reloadAuth, url, serverPassword }: ReloadOptions,
): Promise<void> {
	if (!reloadAuth) return;
	const client = connect({ url: url ?? DEFAULT_URL, user, password: serverPassword });
	try {
		const { user_count } = await client.reloadAuth();
		terminal.say(`The server has read the file again: ${user_count} users`);
	} catch (error) {
		warn(`the file is changed, but the server has not read it again: ${(error as Error).message}`);
	}
}

const DEFAULT_URL = "http://localhost:8080/torc-service/v1";
