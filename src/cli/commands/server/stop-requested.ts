// Waits until somebody wants this program to end.
import { onSignals } from "../../on-signals.ts";

/** Answers why. A second signal during the orderly end ends the process at once. */
export function stopRequested({ untilStdinEnds }: { readonly untilStdinEnds: boolean }): Promise<string> {
	return new Promise((resolve) => {
		onSignals((signal, count) => {
			if (count > 1) process.kill(process.pid, "SIGKILL");
			resolve(`received ${signal}`);
		});
		if (!untilStdinEnds) return;
		process.stdin.on("end", () => resolve("standard input ended"));
		process.stdin.on("error", () => resolve("standard input ended"));
		process.stdin.resume();
	});
}
