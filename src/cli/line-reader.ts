// Lines of standard input, one at a time; what comes early is kept for the next question.
import type { Readable } from "node:stream";

export class LineReader {
	private readonly input: Readable;
	private text = "";
	private ended = false;

	constructor(input: Readable) {
		this.input = input;
	}

	/** Without its end; null at the end of input. The input is paused in between, so that it keeps no program alive. */
	async next(): Promise<string | null> {
		for (;;) {
			const end = this.text.indexOf("\n");
			if (end >= 0) {
				const line = this.text.slice(0, end).replace(/\r$/, "");
				this.text = this.text.slice(end + 1);
				return line;
			}
			if (this.ended || this.input.readableEnded) return this.rest();
			await this.read();
		}
	}

	/** A last line without an end counts too. */
	private rest(): string | null {
		const line = this.text;
		this.text = "";
		return line === "" ? null : line;
	}

	private read(): Promise<void> {
		const { input } = this;
		return new Promise((resolve) => {
			const stop = (): void => {
				input.off("data", onData);
				input.off("end", onEnd);
				input.pause();
				resolve();
			};
			const onData = (chunk: Buffer | string): void => {
				this.text += chunk.toString();
				stop();
			};
			const onEnd = (): void => {
				this.ended = true;
				stop();
			};
			input.on("data", onData);
			input.once("end", onEnd);
			input.resume();
		});
	}
}
