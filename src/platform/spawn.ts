// Starts a program in a session and process group of its own, with its output going to files.
import { constants } from "node:os";

export interface SpawnOptions {
	readonly command: readonly string[];
	readonly cwd?: string | undefined;
	readonly env: Readonly<Record<string, string>>;
	/** File descriptors; null discards. The caller closes them after the call. */
	readonly stdout: number | null;
	readonly stderr: number | null;
}

export interface ExitReport {
	/** As a shell shows it: 128 + signal when a signal ended it. */
	readonly code: number;
	readonly signal: number | null;
	/** User and system time; null where the system doesn't tell. */
	readonly cpuSeconds: number | null;
	readonly maxRssBytes: number | null;
}

export interface Spawned {
	/** Also the id of its session and process group. */
	readonly pid: number;
	readonly exited: Promise<ExitReport>;
}

/** Throws what the system says (ENOENT, EACCES, E2BIG, ENOMEM …) when the program cannot be started. */
export function spawnDetached(options: SpawnOptions): Spawned {
	let resolve: (report: ExitReport) => void = () => undefined;
	const exited = new Promise<ExitReport>((done) => {
		resolve = done;
	});
	const child = Bun.spawn([...options.command], {
		cwd: options.cwd ?? process.cwd(),
		env: options.env,
		stdin: "ignore",
		stdout: options.stdout ?? "ignore",
		stderr: options.stderr ?? "ignore",
		detached: true,
		// Bun names the signal, whatever its types say; numbers are taken too.
		onExit(subprocess, code, signalCode: string | number | null) {
			ownChildren.delete(subprocess.pid);
			const usage = subprocess.resourceUsage();
			const signal = typeof signalCode === "string" ? signalNumber(signalCode) : signalCode;
			resolve({
				code: signal === null ? (code ?? 0) : 128 + signal,
				signal,
				cpuSeconds: usage ? Number(usage.cpuTime.total) / 1e6 : null,
				maxRssBytes: usage ? usage.maxRSS : null,
			});
		},
	});
	ownChildren.add(child.pid);
	return { pid: child.pid, exited };
}

const ownChildren = new Set<number>();

/** Whether the process was started here and has not been waited for: the runtime does that. */
export const isOwnChild = (pid: number): boolean => ownChildren.has(pid);

const helpers = new Set<number>();

/** The leader of a session that works for this program and for no job: a server that the command needs to its end. */
export const addHelper = (pid: number): void => void helpers.add(pid);

export const isHelper = (session: number): boolean => helpers.has(session);

/** `SIGTERM` or `TERM` → 15; null for an unknown name. */
export function signalNumber(name: string): number | null {
	const full = name.startsWith("SIG") ? name : `SIG${name}`;
	return (constants.signals as Readonly<Record<string, number>>)[full] ?? null;
}
