// Termination signals sent to this process.
import process from "node:process";

const HEARD = ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;

/** Calls the listener for every signal that asks a process to end, instead of ending it; the answer stops listening. */
export function onTerminationSignals(listener: (name: string) => void): () => void {
	const handlers = HEARD.map((name) => [name, () => listener(name)] as const);
	for (const [name, handler] of handlers) process.on(name, handler);
	return () => {
		for (const [name, handler] of handlers) process.off(name, handler);
	};
}
