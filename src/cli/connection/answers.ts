// Whether a Torc server answers at an address.
import type { Fetch } from "../../client/send-request.ts";

/** A short question: what takes longer, or answers otherwise, is no server of ours. */
export async function answers(url: string, send: Fetch, timeoutMs: number): Promise<boolean> {
	try {
		const response = await send(new Request(`${url}/ping`, { signal: AbortSignal.timeout(timeoutMs) }));
		if (response.status === 401) return response.headers.get("www-authenticate")?.includes("Torc") ?? false;
		const body: unknown = await response.json();
		return response.ok && typeof body === "object" && body !== null && "status" in body;
	} catch {
		return false;
	}
}
