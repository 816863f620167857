// Prints what is new in several growing files, each piece under the name of its file when there are more than one.
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 262_144;

interface Place {
	readonly decoder: TextDecoder;
	offset: number;
}

export class LogPrinter {
	private readonly print: (text: string) => Promise<void>;
	private readonly places = new Map<string, Place>();
	private readonly nameOf: ((path: string) => string) | null;
	private last: string | null = null;
	private atLineStart = true;

	/** `nameOf`: of a line before each piece of another file; null: no such lines. */
	constructor(print: (text: string) => Promise<void>, nameOf: ((path: string) => string) | null) {
		this.print = print;
		this.nameOf = nameOf;
	}

	/** Printing of the file begins here, not at its start. */
	skipTo(path: string, offset: number): void {
		this.places.set(path, { decoder: new TextDecoder(), offset });
	}

	/** Whether there was anything new. */
	async printNew(path: string): Promise<boolean> {
		const place = this.places.get(path) ?? { decoder: new TextDecoder(), offset: 0 };
		this.places.set(path, place);
		const fd = openSync(path, "r");
		let found = false;
		try {
			const buffer = Buffer.alloc(CHUNK_BYTES);
			for (;;) {
				const bytes = readSync(fd, buffer, 0, CHUNK_BYTES, place.offset);
				if (bytes === 0) return found;
				found = true;
				place.offset += bytes;
				await this.write(path, place.decoder.decode(buffer.subarray(0, bytes), { stream: true }));
			}
		} finally {
			closeSync(fd);
		}
	}

	private async write(path: string, text: string): Promise<void> {
		if (text === "") return;
		if (this.nameOf !== null && this.last !== path) {
			await this.print(
				`${this.atLineStart ? "" : "\n"}${this.last === null ? "" : "\n"}==> ${this.nameOf(path)} <==\n`,
			);
		}
		this.last = path;
		this.atLineStart = text.endsWith("\n");
		await this.print(text);
	}
}
