// Whether two runs left the same files.
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { OutputComparison } from "./judge-test.ts";

/** `paths`: relative to both folders, files or folders. One entry per path, in the given order. */
export function compareOutputs(paths: readonly string[], expected: string, actual: string): OutputComparison[] {
	return paths.map((path) => ({ path, equal: isEqual(join(expected, path), join(actual, path)) }));
}

function isEqual(a: string, b: string): boolean {
	const [first, second] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
	if (first === undefined || second === undefined) return first === second;
	if (first.isDirectory() && second.isDirectory()) {
		const names = readdirSync(a).sort();
		if (names.join("\0") !== readdirSync(b).sort().join("\0")) return false;
		return names.every((name) => isEqual(join(a, name), join(b, name)));
	}
	return first.isFile() && second.isFile() && first.size === second.size && sameBytes(a, b);
}

const BLOCK_BYTES = 1024 * 1024;

function sameBytes(a: string, b: string): boolean {
	const [one, other] = [openSync(a, "r"), openSync(b, "r")];
	const [block, otherBlock] = [Buffer.alloc(BLOCK_BYTES), Buffer.alloc(BLOCK_BYTES)];
	try {
		for (;;) {
			const bytes = readSync(one, block, 0, BLOCK_BYTES, null);
			const otherBytes = readSync(other, otherBlock, 0, BLOCK_BYTES, null);
			if (bytes !== otherBytes || block.compare(otherBlock, 0, bytes, 0, bytes) !== 0) return false;
			if (bytes === 0) return true;
		}
	} finally {
		closeSync(one);
		closeSync(other);
	}
}
