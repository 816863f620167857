// How busy the whole machine has been.
import { cpus } from "node:os";

/** Seconds of CPU time spent by all processors since the machine started. */
export function cpuSecondsOfMachine(): number {
	let busyMs = 0;
	for (const { times } of cpus()) busyMs += times.user + times.nice + times.sys + times.irq;
	return busyMs / 1000;
}
