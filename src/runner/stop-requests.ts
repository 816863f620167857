// Requests to stop, from whoever hears them (signals, a test) to the runner.

/** The first request asks jobs to end, the second kills them. Requests made before the runner listens are not lost. */
export class StopRequests {
	private readonly made: string[] = [];
	private listener: ((reason: string) => void) | null = null;

	/** `reason` is for people, e.g. `SIGTERM`. */
	request(reason: string): void {
		if (this.listener === null) this.made.push(reason);
		else this.listener(reason);
	}

	/** One listener at a time; the answer takes it away again. */
	listen(listener: (reason: string) => void): () => void {
		this.listener = listener;
		for (const reason of this.made.splice(0)) listener(reason);
		return () => {
			this.listener = null;
		};
	}
}
