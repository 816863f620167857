// Timers that belong together: set for instants however far away, cleared at once.

/** The clock is looked at again this often: a step of it must not carry an instant away (and setTimeout has a limit). */
const LONGEST_MS = 5_000;

export class Timers {
	private readonly clock: () => number;
	private readonly pending = new Set<ReturnType<typeof setTimeout>>();

	constructor(clock: () => number) {
		this.clock = clock;
	}

	/** At an instant in epoch milliseconds; at once when it is past. Never before the clock says so. */
	at(instant: number, act: () => void): void {
		const waitMs = instant - this.clock();
		if (waitMs <= 0) this.after(0, act);
		else this.after(Math.min(waitMs, LONGEST_MS), () => this.at(instant, act));
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
