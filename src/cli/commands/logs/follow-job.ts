// Follows a job's output until the job has ended or the person has seen enough.
import { setTimeout as sleep } from "node:timers/promises";
import type { JobModel } from "../../../contract/models/job.ts";
import type { JobStatus } from "../../../core/job-status.ts";
import type { Context } from "../../context.ts";
import { onSignals } from "../../on-signals.ts";
import type { JobLogFile } from "./job-log-files.ts";
import type { LogPrinter } from "./log-printer.ts";

/** Shared file systems tell nobody of changes, so files are looked at. */
const LOOK_MS = 250;
/** The program that serves the folder may end with the job; another one, maybe this, goes on serving it. */
const PATIENCE = { forMs: 60_000 };
/** The server is asked for the job's state once in so many looks. */
const LOOKS_PER_QUESTION = 4;
const GOES_ON: readonly JobStatus[] = ["blocked", "ready", "pending", "running"];

/** `find` lists the files to show, new starts of the job included. */
export async function followJob(
	context: Context,
	job: JobModel,
	find: () => JobLogFile[],
	printer: LogPrinter,
): Promise<void> {
	const client = await context.client();
	const stop = new AbortController();
	const stopListening = onSignals(() => stop.abort());
	const { signal } = stop;
	try {
		let status = job.status as JobStatus;
		if (status !== "running" && GOES_ON.includes(status)) {
			context.terminal.say(`Job '${job.name}' is ${status}; waiting for it to start (Ctrl-C ends the waiting).`);
		}
		for (let look = 1; !signal.aborted; look++) {
			for (const { path } of find()) await printer.printNew(path);
			if (!GOES_ON.includes(status)) break;
			await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
			if (look % LOOKS_PER_QUESTION === 0 && !signal.aborted) {
				const now = await client.getJob({ params: { id: job.id as number }, signal, retry: PATIENCE });
				status = now.status as JobStatus;
			}
		}
		if (!signal.aborted) context.terminal.say(`Job '${job.name}' is ${status}.`);
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		stopListening();
	}
}
