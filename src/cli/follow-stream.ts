// Follows a stream of events until it is over, its time is up, or a signal ends it.
import type { ServerEvent } from "../client/read-events.ts";
import { onSignals } from "./on-signals.ts";

/** How long a server may be away before the following ends. */
export const SERVER_AWAY_MS = 60_000;

/** Errors: what the stream throws, but for the end by a signal. */
export async function* followStream(
	open: (signal: AbortSignal) => AsyncIterable<ServerEvent>,
	options: { readonly durationMs?: number | undefined } = {},
): AsyncGenerator<ServerEvent> {
	const { durationMs } = options;
	const stop = new AbortController();
	const timer = durationMs === undefined ? undefined : setTimeout(() => stop.abort(), durationMs);
	const stopListening = onSignals(() => stop.abort());
	const { signal } = stop;
	const events = open(signal)[Symbol.asyncIterator]();
	const stopped = new Promise<"stopped">((resolve) => signal.addEventListener("abort", () => resolve("stopped")));
	try {
		for (;;) {
			// A server inside this program does not hear the signal: the wait ends all the same.
			const next = await Promise.race([stopped, events.next().catch((error: unknown) => ended(error, signal))]);
			if (next === "stopped") return;
			if (next.done) return;
			yield next.value;
		}
	} finally {
		clearTimeout(timer);
		stopListening();
	}
}

function ended(error: unknown, signal: AbortSignal): "stopped" {
	if (signal.aborted) return "stopped";
	throw error;
}
