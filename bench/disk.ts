// How long the disk takes to keep 4 KiB: what every acknowledged change waits for, alone or with others.
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { median } from "./row.ts";

const TIMES = 101;

/** Milliseconds, the median of many writes to a file in the folder. */
export function keepMs(folder: string): number {
	const file = openSync(join(folder, "disk"), "w");
	const page = Buffer.alloc(4096, 1);
	const times = Array.from({ length: TIMES }, () => {
		const start = performance.now();
		writeSync(file, page);
		fdatasyncSync(file);
		return performance.now() - start;
	});
	closeSync(file);
	return median(times);
}
