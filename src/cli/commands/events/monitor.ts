// torc events monitor: a line per event, as it happens.
import { appendFileSync } from "node:fs";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { followStream, SERVER_AWAY_MS } from "../../follow-stream.ts";
import { eventsMonitor } from "../../grammar/results.ts";
import { implement } from "../../implement.ts";
import { timeText } from "../../render/time-text.ts";
import { NOTHING } from "../../render/view.ts";
import { dataField } from "./event-record.ts";

export const command = implement(eventsMonitor, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const { duration, level, filename } = args;
		// A file that cannot be written is told now, not at the first event.
		if (filename !== undefined) appendFileSync(filename, "");
		const query = { level: level as "info" };
		const stream = followStream(
			(signal) => client.workflowEventsStream({ params: { id }, query, signal, retry: { forMs: SERVER_AWAY_MS } }),
			{ durationMs: duration === undefined ? undefined : duration * 60_000 },
		);
		for await (const event of stream) await showEvent(context, readJson(event.data), filename);
	},
	show: () => NOTHING,
});

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
