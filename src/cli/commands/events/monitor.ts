// torc events monitor: a line per event, as it happens.
import { appendFileSync } from "node:fs";
import { chooseWorkflow } from "../../choose-workflow.ts";
import type { Context } from "../../context.ts";
import { eventsMonitor } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { onSignals } from "../../on-signals.ts";
import { timeText } from "../../render/time-text.ts";
import { NOTHING } from "../../render/view.ts";
import { dataField } from "./event-record.ts";

export const command = implement(eventsMonitor, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const { duration, level, filename } = args;
		const stop = new AbortController();
		const timer = duration === undefined ? undefined : setTimeout(() => stop.abort(), duration * 60_000);
		const stopListening = onSignals(() => stop.abort());
		const { signal } = stop;
		const query = { level: level as "info" };
		const stream = client.workflowEventsStream({ params: { id }, query, signal, retry: { forMs: SERVER_AWAY_MS } });
		const events = stream[Symbol.asyncIterator]();
		const stopped = new Promise<"stopped">((resolve) => signal.addEventListener("abort", () => resolve("stopped")));
		try {
			for (;;) {
				// A server inside this program does not hear the signal: the wait ends all the same.
				const next = await Promise.race([stopped, events.next().catch((error: unknown) => ended(error, signal))]);
				if (next === "stopped") return;
				if (next.done) return;
				await showEvent(context, readJson(next.value.data), filename);
			}
		} finally {
			clearTimeout(timer);
			stopListening();
		}
	},
	show: () => NOTHING,
});

function ended(error: unknown, signal: AbortSignal): "stopped" {
	if (signal.aborted) return "stopped";
	throw error;
}

/** How long a server may be away before the watching ends. */
const SERVER_AWAY_MS = 60_000;

async function showEvent(context: Context, event: unknown, filename: string | undefined): Promise<void> {
	const line = eventLine(event);
	const json = context.format === "json";
	await context.terminal.print(`${json ? JSON.stringify(event, null, 2) : line}\n`);
	if (filename !== undefined) appendFileSync(filename, `${json ? JSON.stringify(event) : line}\n`);
}

function eventLine(event: unknown): string {
	const { timestamp, data } = (event ?? {}) as { readonly timestamp?: unknown; readonly data?: unknown };
	const time = typeof timestamp === "number" ? timeText(timestamp) : "";
	const severity = dataField(event, "severity") || "info";
	return `[${time}] [${severity}] ${dataField(event, "event_type")}: ${JSON.stringify(data ?? {})}`;
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return { data: text };
	}
}
