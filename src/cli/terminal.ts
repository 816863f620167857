// The three standard streams, as commands use them.
import { createInterface } from "node:readline";

export interface Terminal {
	readonly stdinIsTerminal: boolean;
	readonly stdoutIsTerminal: boolean;
	readonly stderrIsTerminal: boolean;
	/** Columns of the terminal results go to; null when it is none. */
	readonly width: number | null;
	/** Results; settles when the text is handed over to the system. */
	print(text: string): Promise<void>;
	/** Progress, prompts, warnings, hints: whole lines on standard error. */
	say(line: string): void;
	/** Raw text on standard error. */
	draw(text: string): void;
	/** One line of input without its end; null at end of input. */
	ask(question: string): Promise<string | null>;
	/** A line typed without being shown. */
	askSecret(question: string): Promise<string | null>;
}

export function systemTerminal(): Terminal {
	const { stdin, stdout, stderr } = process;
	return {
		stdinIsTerminal: stdin.isTTY === true,
		stdoutIsTerminal: stdout.isTTY === true,
		stderrIsTerminal: stderr.isTTY === true,
		get width() {
			return stdout.isTTY ? (stdout.columns ?? 80) : null;
		},
		print: (text) =>
			new Promise((resolve, reject) => {
				stdout.write(text, (error) => (error ? reject(error) : resolve()));
			}),
		say: (line) => void stderr.write(`${line}\n`),
		draw: (text) => void stderr.write(text),
		ask: (question) => askLine(question, true),
		askSecret: (question) => askLine(question, false),
	};
}

function askLine(question: string, shown: boolean): Promise<string | null> {
	const { stdin, stderr } = process;
	const hides = !shown && stdin.isTTY;
	stderr.write(question);
	if (hides) stdin.setRawMode(true);
	return new Promise((resolve) => {
		const reader = createInterface({ input: stdin, terminal: false });
		const finish = (line: string | null): void => {
			if (hides) {
				stdin.setRawMode(false);
				stderr.write("\n");
			}
			reader.close();
			stdin.pause();
			resolve(line);
		};
		reader.once("line", finish);
		reader.once("close", () => finish(null));
	});
}
