// Whether a Torc server answers at an address.
import type { Fetch } from "../../client/send-request.ts";

/** A short question: what takes longer, or answers otherwise, is no server of ours. */
export async function answers(url: string, send: Fetch, timeoutMs: number): Promise<boolean> {
	try {
		const response = await send(new Request(`${url}/ping`, { signal: AbortSignal.timeout(timeoutMs) }));
		if (response.status === 401) return response.headers.get("www-authenticate")?.includes("Torc") ?? false;
		const body: unknown = await response.json();
		if (typeof body !== "object" || body === null) return false;
		// A server that enforces access control answers nobody it doesn't know.
		return response.status === 403 ? "error" in body : response.ok && "status" in body;
	} catch {
		return false;
	}
}
