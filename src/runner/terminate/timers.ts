// Timers that belong together: set for instants however far away, cleared at once.

/** setTimeout's own limit. */
const LONGEST_MS = 2 ** 31 - 1;

export class Timers {
	private readonly clock: () => number;
	private readonly pending = new Set<ReturnType<typeof setTimeout>>();

	constructor(clock: () => number) {
		this.clock = clock;
	}

	/** At an instant in epoch milliseconds; at once when it is past. */
	at(instant: number, act: () => void): void {
		const waitMs = instant - this.clock();
		if (waitMs > LONGEST_MS) this.after(LONGEST_MS, () => this.at(instant, act));
		else this.after(waitMs, act);
	}

	after(waitMs: number, act: () => void): void {
		const timer = setTimeout(
			() => {
				this.pending.delete(timer);
				act();
			},
			Math.max(0, waitMs),
		);
		this.pending.add(timer);
	}

	close(): void {
		for (const timer of this.pending) clearTimeout(timer);
		this.pending.clear();
	}
}
