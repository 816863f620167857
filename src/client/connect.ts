// The typed client: one method per operation of the contract, all made by the same code.
import { CALLS, type OperationCall, readCall } from "../contract/call-table.ts";
import type { Client } from "./call.ts";
import { readEvents } from "./read-events.ts";
import { type AnyCall, type Fetch, sendRequest, type Target } from "./send-request.ts";

export type { Client } from "./call.ts";

export interface ClientOptions {
	/** With the base path: `http://localhost:8080/torc-service/v1`. */
	readonly url: string;
	/** How requests are sent; a server in this process gives its own. Default: the global one. */
	readonly fetch?: Fetch;
	/** Named to the server, and the user of the password. */
	readonly user?: string | undefined;
	readonly password?: string | undefined;
	/** Sent with every request, e.g. `Cookie` for login proxies. */
	readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Opens no connection: the first call does. */
export function connect(options: ClientOptions): Client {
	const target: Target = {
		url: options.url.replace(/\/+$/, ""),
		fetch: options.fetch ?? ((request) => fetch(request)),
		headers: identityHeaders(options),
	};
	const client: Record<string, unknown> = { url: target.url };
	for (const [name, text] of Object.entries(CALLS)) client[name] = method(target, readCall(text));
	return client as unknown as Client;
}

function method(target: Target, operation: OperationCall): (call?: AnyCall) => unknown {
	if (operation.answer === "stream") {
		return (call = {}) => {
			const { onOpen } = call;
			const resume = call.retry !== undefined;
			return readEvents((headers) => sendRequest(target, operation, call, headers), { resume, onOpen });
		};
	}
	return async (call = {}) => {
		const response = await sendRequest(target, operation, call);
		return operation.answer === "unread" ? response.body : response.json();
	};
}

function identityHeaders({ user, password, headers }: ClientOptions): Record<string, string> {
	const identity: Record<string, string> = {};
	if (user !== undefined) identity["x-torc-client-user"] = headerText(user);
	if (user !== undefined && password !== undefined) {
		identity.authorization = `Basic ${Buffer.from(`${user}:${password}`, "utf8").toString("base64")}`;
	}
	return { ...identity, ...headers };
}

/** Header values are Latin-1; a name beyond ASCII is percent-encoded. */
const headerText = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURIComponent(text));
