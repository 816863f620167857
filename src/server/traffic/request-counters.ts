// Counts requests per second for the last hour: a ring of numbers, so that counting costs next to nothing.
import type { ApiStatsBucket } from "../../contract/models/admin.ts";

export interface CountedAnswer {
	readonly status: number;
	readonly bytesIn: number;
	readonly bytesOut: number;
}

const SECONDS = 3600;
/** requests, bytes in, bytes out, then status classes. */
const FIELDS = 7;

export class RequestCounters {
	private readonly counts = new Float64Array(SECONDS * FIELDS);
	/** The second (since 1970) a slot counts. */
	private readonly seconds = new Float64Array(SECONDS).fill(-1);
	private readonly now: () => number;

	/** `now` in milliseconds since 1970. */
	constructor(now: () => number = Date.now) {
		this.now = now;
	}

	count({ status, bytesIn, bytesOut }: CountedAnswer): void {
		const second = Math.floor(this.now() / 1000);
		const slot = second % SECONDS;
		const start = slot * FIELDS;
		if (this.seconds[slot] !== second) {
			this.seconds[slot] = second;
			this.counts.fill(0, start, start + FIELDS);
		}
		this.add(start, 1);
		this.add(start + 1, bytesIn);
		this.add(start + 2, bytesOut);
		this.add(start + classOf(status), 1);
	}

	/** Whole intervals, newest first; the first and the last count what lies in the window. Bounds: 1 … 3600 seconds. */
	report(windowSeconds: number, intervalSeconds: number) {
		const now_ms = this.now();
		const window_seconds = clamp(windowSeconds, 1, SECONDS);
		const interval_seconds = clamp(intervalSeconds, 1, window_seconds);
		const last = Math.floor(now_ms / 1000);
		const newest = last - (last % interval_seconds);
		const oldest = last - window_seconds + 1;
		const buckets: ApiStatsBucket[] = [];
		for (let start = newest; start + interval_seconds > oldest; start -= interval_seconds) {
			const sum = this.sum(Math.max(start, oldest), Math.min(start + interval_seconds - 1, last));
			buckets.push({ start_ms: start * 1000, ...sum });
		}
		return { now_ms, interval_seconds, window_seconds, buckets };
	}

	private add(index: number, value: number): void {
		this.counts[index] = (this.counts[index] ?? 0) + value;
	}

	/** Both seconds included. */
	private sum(first: number, last: number): Omit<ApiStatsBucket, "start_ms"> {
		const sums = new Array<number>(FIELDS).fill(0);
		for (let second = first; second <= last; second++) {
			const slot = second % SECONDS;
			if (this.seconds[slot] !== second) continue;
			for (let field = 0; field < FIELDS; field++) {
				sums[field] = (sums[field] ?? 0) + (this.counts[slot * FIELDS + field] ?? 0);
			}
		}
		const [requests = 0, bytes_in = 0, bytes_out = 0, ok = 0, refused = 0, failed = 0, other = 0] = sums;
		return {
			request_count: requests,
			bytes_in,
			bytes_out,
			status_2xx: ok,
			status_4xx: refused,
			status_5xx: failed,
			status_other: other,
		};
	}
}

function classOf(status: number): number {
	if (status >= 200 && status < 300) return 3;
	if (status >= 400 && status < 500) return 4;
	return status >= 500 && status < 600 ? 5 : 6;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
