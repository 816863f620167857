// Lets Ctrl-C end a test: the job is killed, and the test gives up in good order.
import { TorcError } from "../../../../core/errors.ts";
import type { StopRequests } from "../../../../runner/stop-requests.ts";
import { onSignals } from "../../../on-signals.ts";

export class Abort implements Disposable {
	private signal: string | null = null;
	private current: StopRequests | null = null;
	private readonly stopListening = onSignals((signal) => {
		this.signal ??= signal;
		this.kill();
	});

	/** The runner that a signal ends from now on. */
	attach(stop: StopRequests): void {
		this.current = stop;
		if (this.signal !== null) this.kill();
	}

	/** Error: `environment` after a signal. */
	check(): void {
		if (this.signal === null) return;
		throw new TorcError(
			"environment",
			`${this.signal}: the test was stopped; its job is gone and so is its scratch folder`,
		);
	}

	[Symbol.dispose](): void {
		this.stopListening();
	}

	/** The first request asks, the second kills: nothing of a test is worth saving. */
	private kill(): void {
		for (let request = 0; request < 2; request++) this.current?.request(this.signal ?? "");
	}
}
