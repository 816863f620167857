// Slurm's word for steps that have just ended: accounting knows it some moments later, and one question serves all that
// wait. Only a failure outside an ending waits for it (4-runner §8, slurm mode).
import { isFinal, type StepAccounts } from "../../slurm/accounting/step-accounts.ts";

/** Longer than this no result waits. */
const PATIENCE_MS = 5_000;
const FIRST_PAUSE_MS = 200;

interface Waiting {
	readonly name: string;
	/** Milliseconds on the monotonic clock. */
	readonly until: number;
	readonly settle: (state: string | null) => void;
}

export class StepStates {
	private readonly read: () => Promise<StepAccounts>;
	private waiting: Waiting[] = [];
	private asking = false;
	private disabled = false;

	constructor(read: () => Promise<StepAccounts>) {
		this.read = read;
	}

	/** Null when there is no accounting, or it did not know the end in time. */
	stateOf(name: string): Promise<string | null> {
		if (this.disabled) return Promise.resolve(null);
		return new Promise((settle) => {
			this.waiting.push({ name, until: performance.now() + PATIENCE_MS, settle });
			if (!this.asking) void this.ask();
		});
	}

	/** Nothing waits any more: the results go as they are. */
	giveUp(): void {
		for (const { settle } of this.waiting.splice(0)) settle(null);
	}

	private async ask(): Promise<void> {
		this.asking = true;
		for (let pauseMs = FIRST_PAUSE_MS; this.waiting.length > 0; pauseMs = Math.min(2 * pauseMs, 1_600)) {
			await new Promise((done) => setTimeout(done, pauseMs));
			if (this.waiting.length === 0) break;
			this.take(await this.read());
		}
		this.asking = false;
	}

	private take(accounts: StepAccounts): void {
		if (accounts === "disabled") {
			this.disabled = true;
			this.giveUp();
			return;
		}
		const states = new Map(typeof accounts === "string" ? [] : accounts.map(({ name, state }) => [name, state]));
		const now = performance.now();
		const still: Waiting[] = [];
		for (const each of this.waiting) {
			const state = states.get(each.name) ?? "";
			if (isFinal(state)) each.settle(state);
			else if (now >= each.until) each.settle(null);
			else still.push(each);
		}
		this.waiting = still;
	}
}
