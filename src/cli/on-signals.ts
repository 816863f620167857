// Hears the signals by which people and systems end programs.

type StopSignal = "SIGTERM" | "SIGINT" | "SIGHUP";
const SIGNALS: readonly StopSignal[] = ["SIGTERM", "SIGINT", "SIGHUP"];

/** Some senders signal a process and then its group: what follows so soon is the same wish. */
const SAME_WISH_MS = 300;

/** `count` is 1 at the first wish. Answers a function that ends the listening. */
export function onSignals(listener: (signal: StopSignal, count: number) => void): () => void {
	let count = 0;
	let last = Number.NEGATIVE_INFINITY;
	const handlers = SIGNALS.map((signal) => {
		const handler = (): void => {
			const now = performance.now();
			if (now - last < SAME_WISH_MS) return;
			last = now;
			listener(signal, ++count);
		};
		process.on(signal, handler);
		return () => process.off(signal, handler);
	});
	return () => {
		for (const off of handlers) off();
	};
}
