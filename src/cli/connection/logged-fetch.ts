// Tells of every request, for --log-level debug.
import type { Fetch } from "../../client/send-request.ts";

/** `debug: GET /torc-service/v1/jobs?workflow_id=1 200 3.1 ms`: neither headers nor bodies, which may hold secrets. */
export function loggedFetch(send: Fetch, say: (line: string) => void): Fetch {
	return async (request) => {
		const { pathname, search } = new URL(request.url);
		const start = performance.now();
		const tell = (outcome: string): void =>
			say(`debug: ${request.method} ${pathname}${search} ${outcome} ${(performance.now() - start).toFixed(1)} ms`);
		try {
			const response = await send(request);
			tell(String(response.status));
			return response;
		} catch (error) {
			tell(`no answer (${(error as Error).message})`);
			throw error;
		}
	};
}
