// Runs the real program on a real pseudo-terminal, with keys pressed as a person would.
import { join } from "node:path";

const TORC = join(import.meta.dir, "../../bin/torc");
const WAIT_MS = 20_000;

export interface ScreenSize {
	readonly cols: number;
	readonly rows: number;
}

export interface TerminalOptions extends Partial<ScreenSize> {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
}

/** `using` ends the program if it is still there. */
export class TerminalSession implements Disposable {
	private output = "";
	private seen = 0;
	private readonly process: Bun.Subprocess;

	constructor(args: readonly string[], { cwd, env, cols = 100, rows = 30 }: TerminalOptions) {
		const decoder = new TextDecoder();
		this.process = Bun.spawn([TORC, ...args], {
			cwd,
			env: { TERM: "xterm", ...env },
			terminal: {
				cols,
				rows,
				data: (_, bytes) => {
					this.output += decoder.decode(bytes, { stream: true });
				},
			},
		});
	}

	/** Presses keys once the text has appeared since the last time. */
	async type(after: string, keys: string): Promise<void> {
		const until = performance.now() + WAIT_MS;
		while (!this.output.slice(this.seen).includes(after)) {
			if (performance.now() > until) throw new Error(`'${after}' did not appear in ${JSON.stringify(this.output)}`);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		this.seen = this.output.length;
		this.process.terminal?.write(keys);
	}

	/** What a person reads at the end: the lines that no later drawing erased. */
	async finished(): Promise<{ readonly exitCode: number; readonly signal: string | null; readonly lines: string[] }> {
		const exitCode = await this.process.exited;
		// The last bytes may come after the end of the process.
		await new Promise((resolve) => setTimeout(resolve, 50));
		return { exitCode, signal: this.process.signalCode as string | null, lines: visibleLines(this.output) };
	}

	/** All that was sent, with its escape sequences. */
	get raw(): string {
		return this.output;
	}

	[Symbol.dispose](): void {
		this.process.kill("SIGKILL");
		this.process.terminal?.close();
	}
}

/** Follows the few sequences the program uses: up, erase below, erase to the end of the line. */
export function visibleLines(output: string): string[] {
	const lines = [""];
	let row = 0;
	let column = 0;
	for (const [piece] of output.matchAll(/\p{Cc}\[[\d;?]*[A-Za-z]|\r|\n|\P{Cc}+/gu)) {
		const up = /\[(\d*)A$/.exec(piece);
		if (piece === "\r") column = 0;
		else if (piece === "\n") {
			row++;
			lines[row] ??= "";
		} else if (up) row = Math.max(0, row - Number(up[1] || 1));
		else if (piece === "\x1b[J") {
			lines.length = row + 1;
			lines[row] = (lines[row] as string).slice(0, column);
		} else if (piece === "\x1b[K") lines[row] = (lines[row] as string).slice(0, column);
		else if (!piece.startsWith("\x1b")) {
			const line = (lines[row] as string).padEnd(column);
			lines[row] = line.slice(0, column) + piece + line.slice(column + piece.length);
			column += piece.length;
		}
	}
	return lines;
}
