// Makes the server read the file again after a change; the change stands whatever comes of it.
import { readFileSync } from "node:fs";
import { connect } from "../../../client/connect.ts";
import type { Fetch } from "../../../client/send-request.ts";
import { fetchWithTls } from "../../../platform/fetch-with-tls.ts";
import type { Context } from "../../context.ts";

export interface ReloadOptions {
	readonly reloadAuth: boolean;
	readonly url: string | undefined;
	readonly serverPassword: string | undefined;
}

export async function reloadServer(
	{ terminal, env, user, warn }: Context,
	{ reloadAuth, url, serverPassword }: ReloadOptions,
): Promise<void> {
	if (!reloadAuth) return;
	try {
		const client = connect({ url: url ?? DEFAULT_URL, user, password: serverPassword, fetch: trustingFetch(env) });
		const { user_count } = await client.reloadAuth();
		terminal.say(`The server has read the file again: ${user_count} users`);
	} catch (error) {
		warn(`the file is changed, but the server has not read it again: ${(error as Error).message}`);
	}
}

/** As the other programs are told by the environment: TORC_TLS_CA_CERT, TORC_TLS_INSECURE. */
function trustingFetch({ TORC_TLS_CA_CERT: file, TORC_TLS_INSECURE: insecure }: Context["env"]): Fetch {
	return fetchWithTls({
		certificateAuthority: file ? readFileSync(file, "utf8") : undefined,
		insecure: insecure === "1" || insecure === "true",
	});
}

const DEFAULT_URL = "http://localhost:8080/torc-service/v1";
