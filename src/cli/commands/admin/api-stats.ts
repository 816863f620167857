// torc admin api-stats
import { adminApiStats } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { timeText } from "../../render/time-text.ts";
import { table } from "../../render/view.ts";

export const command = implement(adminApiStats, {
	isList: true,
	run: async (context, { window, interval }) =>
		(await context.client()).adminApiStats({ query: { window_seconds: window, interval_seconds: interval } }),
	show: ({ buckets, window_seconds }) =>
		table(
			buckets.filter((bucket) => bucket.request_count > 0),
			{
				Start: (bucket) => timeText(bucket.start_ms),
				Requests: (bucket) => bucket.request_count,
				"Bytes In": (bucket) => bucket.bytes_in,
				"Bytes Out": (bucket) => bucket.bytes_out,
				"2xx": (bucket) => bucket.status_2xx,
				"4xx": (bucket) => bucket.status_4xx,
				"5xx": (bucket) => bucket.status_5xx,
				Other: (bucket) => bucket.status_other,
			},
			{ noun: "intervals with requests", empty: `No requests in the last ${window_seconds} seconds` },
		),
});
