// A shell on a terminal of its own: keys go in, what the screen shows comes out.
import { type ChildProcess, spawn } from "node:child_process";

/** Nothing a test waits for takes longer. */
const PATIENCE_MS = 30_000;

export class TerminalSession implements AsyncDisposable {
	private readonly child: ChildProcess;
	private readonly ended: Promise<void>;
	private output = "";

	constructor(shell: string, cwd: string, env: Readonly<Record<string, string>>) {
		this.child = spawn("script", ["-qfec", `stty cols 160 rows 50; exec ${shell}`, "/dev/null"], {
			cwd,
			env: { ...env, TERM: "xterm" },
		});
		this.child.stdout?.on("data", (chunk: Buffer) => {
			this.output += chunk.toString();
		});
		this.ended = new Promise((resolve) => this.child.on("close", () => resolve()));
	}

	type(keys: string): void {
		this.child.stdin?.write(keys);
	}

	/** The screen's text since the last wait, without control sequences, once it contains the words. */
	async waitFor(words: string): Promise<string> {
		const end = Date.now() + PATIENCE_MS;
		for (;;) {
			const text = plain(this.output);
			if (text.includes(words)) {
				this.output = "";
				return text;
			}
			if (Date.now() > end) throw new Error(`no ${JSON.stringify(words)} in ${JSON.stringify(text)}`);
			await Bun.sleep(20);
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.child.stdin?.end();
		this.child.kill("SIGHUP");
		await this.ended;
	}
}

/** Terminals are steered by sequences that begin with escape. */
const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const CONTROLS = new RegExp(
	[
		`${ESCAPE}\\[[0-9;?<>=]*[a-zA-Z]`,
		`${ESCAPE}\\][^${BELL}${ESCAPE}]*(${BELL}|${ESCAPE}\\\\)`,
		`${ESCAPE}[=>()][A-Z0-9]?`,
		`\r|${BELL}`,
	].join("|"),
	"g",
);
const plain = (text: string): string => text.replace(CONTROLS, "");
