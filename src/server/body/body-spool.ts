// Keeps the bytes of a large request body until they are needed: the first in memory, the rest in an unnamed file, so
// that a draft of a million jobs does not lie in memory beside the database's own pages.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY_BYTES = 16 * 2 ** 20;
const BLOCK_BYTES = 2 ** 20;

export class BodySpool implements Disposable {
	private readonly memoryBytes: number;
	private readonly chunks: Uint8Array[] = [];
	private bytes = 0;
	private file: number | null = null;

	constructor(memoryBytes = MEMORY_BYTES) {
		this.memoryBytes = memoryBytes;
	}

	add(chunk: Uint8Array): void {
		this.bytes += chunk.length;
		if (this.file === null && this.bytes > this.memoryBytes) this.file = openUnnamedFile();
		if (this.file === null) this.chunks.push(chunk);
		else for (let start = 0; start < chunk.length; ) start += writeSync(this.file, chunk, start);
	}

	/** The bytes in their order, once. A block is overwritten by the next: take what you need before you go on. */
	*blocks(): Generator<Uint8Array> {
		for (const [index, chunk] of this.chunks.entries()) {
			this.chunks[index] = EMPTY;
			yield chunk;
		}
		if (this.file === null) return;
		const block = new Uint8Array(BLOCK_BYTES);
		let position = 0;
		for (;;) {
			const read = readSync(this.file, block, 0, BLOCK_BYTES, position);
			if (read === 0) return;
			position += read;
			yield block.subarray(0, read);
		}
	}

	/** Number of bytes. */
	get size(): number {
		return this.bytes;
	}

	/** A copy of the bytes from `start` to before `end`, any number of times as long as `blocks` was not used. */
	read(start: number, end: number): Uint8Array {
		const copy = new Uint8Array(end - start);
		let position = 0;
		for (const chunk of this.chunks) {
			const from = Math.max(start - position, 0);
			const part = chunk.subarray(from, Math.max(from, end - position));
			if (part.length > 0) copy.set(part, position + from - start);
			position += chunk.length;
			if (position >= end) return copy;
		}
		// `position` bytes were kept in memory before the file began.
		for (let at = Math.max(start, position); at < end; ) {
			const read = this.file === null ? 0 : readSync(this.file, copy, at - start, end - at, at - position);
			if (read === 0) return copy.subarray(0, at - start);
			at += read;
		}
		return copy;
	}

	[Symbol.dispose](): void {
		if (this.file !== null) closeSync(this.file);
		this.file = null;
	}
}

/** The folder is removed at once: the file lives as long as it is open, whatever happens to this process. */
function openUnnamedFile(): number {
	const folder = mkdtempSync(join(tmpdir(), "torc-body-"));
	try {
		return openSync(join(folder, "body"), "w+", 0o600);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

const EMPTY = new Uint8Array(0);
