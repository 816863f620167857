// Hears every signal by which Slurm or a person may warn a runner: sbatch --signal takes any of them.
import type { StopRequests } from "../../../../runner/stop-requests.ts";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1", "SIGUSR2"] as const;
/** Slurm sends some signals twice, a moment apart. */
const SAME_MS = 300;

/** From now on; nothing sent before the runner is ready is lost. */
export function hearSignals(stop: StopRequests): void {
	let last = Number.NEGATIVE_INFINITY;
	for (const signal of SIGNALS) {
		process.on(signal, () => {
			const now = performance.now();
			if (now - last < SAME_MS) return;
			last = now;
			stop.request(signal);
		});
	}
}
