// torc admin tail-api: a line per request, as it is answered.
import { followStream, SERVER_AWAY_MS } from "../../follow-stream.ts";
import { adminTailApi } from "../../grammar/admin.ts";
import { implement } from "../../implement.ts";
import { timeText } from "../../render/time-text.ts";
import { NOTHING } from "../../render/view.ts";

export const command = implement(adminTailApi, {
	run: async (context, { includeBodies }) => {
		const client = await context.client();
		const query = { include_bodies: includeBodies };
		const retry = { forMs: SERVER_AWAY_MS };
		const onOpen = (): void => context.terminal.say(`Following the requests of ${client.url}; Ctrl-C ends it.`);
		const stream = followStream((signal) => client.adminApiEventsStream({ query, signal, retry, onOpen }));
		for await (const { data } of stream) {
			const line = context.format === "json" ? data : requestText(JSON.parse(data) as ApiEvent);
			await context.terminal.print(`${line}\n`);
		}
	},
	show: () => NOTHING,
});

interface ApiEvent {
	readonly timestamp_ms: number;
	readonly method: string;
	readonly path: string;
	readonly query?: string;
	readonly status: number;
	readonly latency_ms: number;
	readonly user?: string;
	readonly request_body?: Body;
	readonly response_body?: Body;
}
interface Body {
	readonly bytes: number;
	readonly truncated: boolean;
	readonly text?: string;
}

function requestText(event: ApiEvent): string {
	const target = event.query === undefined ? event.path : `${event.path}?${event.query}`;
	const head = `[${timeText(event.timestamp_ms)}] ${event.status} ${event.method} ${target}`;
	const lines = [`${head} ${event.latency_ms.toFixed(1)} ms ${event.user ?? "-"}`];
	if (event.request_body) lines.push(`  > ${bodyText(event.request_body)}`);
	if (event.response_body) lines.push(`  < ${bodyText(event.response_body)}`);
	return lines.join("\n");
}

function bodyText({ bytes, truncated, text }: Body): string {
	if (text === undefined) return `${bytes} bytes`;
	return truncated ? `${text}… (${bytes} bytes)` : text;
}
