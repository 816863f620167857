// Runs the real program in a folder of its own; nothing is left behind, in the home folder least of all.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BIN = join(import.meta.dir, "../../bin");

export interface Finished {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunningTorc {
	readonly pid: number;
	readonly finished: Promise<Finished>;
	/** Standard output so far. */
	printed(): string;
	kill(signal: NodeJS.Signals): void;
}

export interface RunOptions {
	/** Standard input. */
	readonly input?: string;
	readonly env?: Record<string, string>;
	/** The name it is called by. */
	readonly program?: string;
}

/** A scratch folder; `using` removes it. */
export class Scratch implements Disposable {
	readonly path = mkdtempSync(join(tmpdir(), "torc-test-"));
	private readonly started: RunningTorc[] = [];

	/** Runs to the end. */
	torc(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
		return this.start(args, options).finished;
	}

	start(args: readonly string[], { input = "", env = {}, program = "torc" }: RunOptions = {}): RunningTorc {
		const child = spawn(join(BIN, program), [...args], { cwd: this.path, env: { ...this.environment(), ...env } });
		let stdout = "";
		let stderr = "";
		child.stdout.on("data", (chunk: Buffer) => {
			stdout += chunk.toString();
		});
		child.stderr.on("data", (chunk: Buffer) => {
			stderr += chunk.toString();
		});
		child.stdin.end(input);
		const finished = new Promise<Finished>((resolve, reject) => {
			child.on("error", reject);
			child.on("close", (code) => resolve({ exitCode: code ?? -1, stdout, stderr }));
		});
		const printed = (): string => stdout;
		const running = {
			pid: child.pid ?? 0,
			finished,
			printed,
			kill: (signal: NodeJS.Signals) => void child.kill(signal),
		};
		this.started.push(running);
		return running;
	}

	/** The JSON a command prints; fails with its errors otherwise. */
	async json<T>(...args: string[]): Promise<T> {
		const { stdout, stderr, exitCode } = await this.torc(["-f", "json", ...args]);
		if (exitCode !== 0) throw new Error(`torc ${args.join(" ")} ended with ${exitCode}: ${stderr}`);
		return JSON.parse(stdout) as T;
	}

	[Symbol.dispose](): void {
		for (const running of this.started) running.kill("SIGKILL");
		rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
	}

	/** Without the settings of whoever runs the tests. */
	environment(): Record<string, string> {
		const env: Record<string, string> = {};
		for (const [name, value] of Object.entries(process.env)) {
			if (value !== undefined && !name.startsWith("TORC_")) env[name] = value;
		}
		return { ...env, HOME: this.path, XDG_CONFIG_HOME: this.path, USER: "tester" };
	}
}
