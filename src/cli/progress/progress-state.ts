// How far a run is: from counts of jobs per status to done, running, failed, left, rate and remaining time.

/** Status word → number of jobs; zero counts may be absent. */
export type StatusCounts = Readonly<Record<string, number>>;

export interface Progress {
	readonly total: number;
	/** Ended well. */
	readonly completed: number;
	readonly running: number;
	readonly failed: number;
	readonly canceled: number;
	/** Stopped before their end, to go on later. */
	readonly stopped: number;
	/** Not ended and not running. */
	readonly left: number;
	readonly elapsedSeconds: number;
	/** Jobs that ended per second, lately; null before the first. */
	readonly rate: number | null;
	/** null when it cannot be told. */
	readonly remainingSeconds: number | null;
}

interface Sample {
	readonly at: number;
	readonly ended: number;
}

/** The rate is that of so many milliseconds. */
const WINDOW_MS = 30_000;

/** Follows the counts of one run; times are milliseconds of a monotonic clock. */
export class ProgressState {
	private readonly startedAt: number;
	private samples: Sample[] = [];
	private counts: StatusCounts = {};

	constructor(now: number) {
		this.startedAt = now;
	}

	update(counts: StatusCounts, now: number): void {
		this.counts = counts;
		const ended = endedJobs(counts);
		const last = this.samples.at(-1);
		// A few samples per second tell the rate as well as thousands.
		if (last !== undefined && this.samples.length > 1 && now - last.at < 200) this.samples.pop();
		this.samples.push({ at: now, ended });
		while (this.samples.length > 2 && now - (this.samples[1] as Sample).at > WINDOW_MS) this.samples.shift();
	}

	at(now: number): Progress {
		const { counts } = this;
		const count = (...names: string[]): number => names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
		const total = Object.values(counts).reduce((sum, value) => sum + value, 0);
		const running = count("running");
		const left = total - running - endedJobs(counts);
		const rate = this.rate(now);
		const stopped = count("terminated");
		return {
			total,
			completed: count("completed"),
			running,
			failed: count("failed", "pending_failed"),
			canceled: count("canceled"),
			stopped,
			left,
			elapsedSeconds: (now - this.startedAt) / 1000,
			rate,
			// Where jobs are being stopped what is left is not done in this run.
			remainingSeconds: rate === null || stopped > 0 ? null : (left + running) / rate,
		};
	}

	private rate(now: number): number | null {
		const [first] = this.samples;
		const last = this.samples.at(-1);
		if (first === undefined || last === undefined || last.ended <= first.ended || now <= first.at) return null;
		return ((last.ended - first.ended) * 1000) / (now - first.at);
	}
}

const ENDED = ["completed", "failed", "canceled", "terminated", "disabled", "pending_failed"];

const endedJobs = (counts: StatusCounts): number => ENDED.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
