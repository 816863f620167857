// The three standard streams, as commands use them.
import { visibleText } from "../core/visible-text.ts";
import { splitKeys } from "./choosing/pick-state.ts";
import { LineReader } from "./line-reader.ts";
import { canRedraw, type Look, showsUnicode, toAscii } from "./render/look.ts";

export interface Terminal {
	readonly stdinIsTerminal: boolean;
	readonly stdoutIsTerminal: boolean;
	/** How results are drawn. */
	readonly look: Look;
	/** Lines on standard error can be drawn again. */
	readonly canRedraw: boolean;
	/** Size of the terminal that questions are drawn on. */
	screen(): { readonly width: number; readonly rows: number };
	/** Results; settles when the text is handed over to the system. */
	print(text: string): Promise<void>;
	/** Progress, prompts, warnings, hints: whole lines on standard error. */
	say(line: string): void;
	/** Raw text on standard error. */
	draw(text: string): void;
	/** One line of input without its end; null at end of input. */
	ask(question: string): Promise<string | null>;
	/**
	 * Keys one by one, unseen, until the listener answers true; null at end of input. Ctrl-C ends the program.
	 * `begin` is called when keys are unseen from then on.
	 */
	readKeys(begin: () => void, listener: (key: string | null) => boolean): Promise<void>;
	/** A line typed without being shown. */
	askSecret(question: string): Promise<string | null>;
}

export function systemTerminal(): Terminal {
	const { stdin, stdout, stderr, env } = process;
	const unicode = showsUnicode(env);
	const lines = new LineReader(stdin);
	const shown = (text: string): string => (unicode ? text : toAscii(text));
	return {
		stdinIsTerminal: stdin.isTTY === true,
		stdoutIsTerminal: stdout.isTTY === true,
		get look() {
			return { width: stdout.isTTY ? stdout.columns || 80 : null, unicode };
		},
		canRedraw: stderr.isTTY === true && canRedraw(env),
		screen: () => ({ width: stderr.columns || 80, rows: stderr.rows || 24 }),
		print: (text) =>
			new Promise((resolve, reject) => {
				stdout.write(text, (error) => (error ? reject(error) : resolve()));
			}),
		say: (line) => void stderr.write(`${shown(visibleText(line))}\n`),
		draw: (text) => void stderr.write(unicode ? text : toAscii(text, "~")),
		ask: async (question) => {
			stderr.write(visibleText(question));
			const answer = await lines.next();
			// A person's own Enter ends the line; the end of input does not.
			if (!stdin.isTTY || answer === null) stderr.write("\n");
			return answer;
		},
		readKeys,
		askSecret: (question) => askSecret(lines, question),
	};
}

function readKeys(begin: () => void, listener: (key: string | null) => boolean): Promise<void> {
	const { stdin } = process;
	stdin.setRawMode(true);
	stdin.resume();
	begin();
	return new Promise((resolve) => {
		const stop = (): void => {
			stdin.off("data", onData);
			stdin.off("end", onEnd);
			stdin.setRawMode(false);
			stdin.pause();
			resolve();
		};
		const onEnd = (): void => {
			listener(null);
			stop();
		};
		const onData = (chunk: Buffer | string): void => {
			for (const key of splitKeys(chunk.toString())) {
				// In raw mode the terminal sends the key instead of the signal.
				const interrupted = key === "\x03";
				if (!listener(interrupted ? null : key)) continue;
				stop();
				if (interrupted) process.kill(process.pid, "SIGINT");
				return;
			}
		};
		stdin.on("data", onData);
		stdin.once("end", onEnd);
	});
}

/** Without a terminal, passwords come as lines. */
async function askSecret(lines: LineReader, question: string): Promise<string | null> {
	const { stdin, stderr } = process;
	const begin = (): void => void stderr.write(question);
	if (!stdin.isTTY) {
		begin();
		const line = await lines.next();
		stderr.write("\n");
		return line;
	}
	let typed: string | null = "";
	await readKeys(begin, (key) => {
		if (key === null || key === "\x04") typed = typed || null;
		else if (key === "\x7f" || key === "\b") typed = [...(typed ?? "")].slice(0, -1).join("");
		else if (key !== "\r" && key !== "\n") typed += key;
		return key === null || key === "\x04" || key === "\r" || key === "\n";
	});
	stderr.write("\n");
	return typed;
}
