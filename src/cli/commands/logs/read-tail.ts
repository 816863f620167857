// Where the last lines of a file begin.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 65_536;
const NEWLINE = 10;

/** The offset at which the last `lines` lines begin; reads the file from its end, only as far as needed. */
export function tailOffset(path: string, lines: number): number {
	const fd = openSync(path, "r");
	try {
		const { size } = fstatSync(fd);
		if (lines === 0) return size;
		const buffer = Buffer.alloc(CHUNK_BYTES);
		// A newline at the very end ends the last line; it begins no other.
		let left = lines;
		for (let end = size; end > 0; ) {
			const start = Math.max(0, end - CHUNK_BYTES);
			readSync(fd, buffer, 0, end - start, start);
			for (let index = end - start - 1; index >= 0; index--) {
				if (buffer[index] !== NEWLINE || start + index === size - 1) continue;
				if (--left === 0) return start + index + 1;
			}
			end = start;
		}
		return 0;
	} finally {
		closeSync(fd);
	}
}
