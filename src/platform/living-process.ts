// Whether the process that once said its number is still there: numbers are given again, after a restart soon.
import { readFileSync } from "node:fs";

/** Linux counts in units of 1/100 s on every platform we run on. */
const TICKS_PER_SECOND = 100;
/** The time of the start is known to the second, and clocks are corrected. */
const TOLERANCE_MS = 5_000;

/** `bornBefore`: epoch milliseconds at which it existed already. In doubt it is there. */
export function isLivingProcess(pid: number, bornBefore: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
	}
	const born = birthOf(pid);
	return born === null || Number.isNaN(bornBefore) || born <= bornBefore + TOLERANCE_MS;
}

/** Epoch milliseconds; null where /proc does not tell. */
function birthOf(pid: number): number | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
		// The name in parentheses may hold anything; the fields follow its last parenthesis (proc(5)).
		const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
		const boot = Number(/^btime (\d+)$/m.exec(readFileSync("/proc/stat", "latin1"))?.[1]);
		const born = (boot + ticks / TICKS_PER_SECOND) * 1000;
		return Number.isNaN(born) ? null : born;
	} catch {
		return null;
	}
}
