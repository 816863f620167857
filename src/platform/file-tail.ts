// The end of a file that may be large.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** At most so many bytes, as text; a character that is cut in two shows as `�`. Empty for a file that cannot be read (any more). */
export function fileTail(path: string, bytes: number): string {
	let file: number;
	try {
		file = openSync(path, "r");
	} catch {
		return "";
	}
	try {
		const { size } = fstatSync(file);
		const buffer = Buffer.alloc(Math.min(size, bytes));
		const read = readSync(file, buffer, 0, buffer.length, size - buffer.length);
		return buffer.toString("utf8", 0, read);
	} catch {
		return "";
	} finally {
		closeSync(file);
	}
}
