// Runs the programs of Slurm and nothing else: bounded in time, answers what they said, never throws for a failure.
import { execFile } from "node:child_process";

export type SlurmProgram = "sbatch" | "squeue" | "scancel" | "scontrol" | "sacct" | "srun" | "sinfo" | "sstat";

export interface ProgramOutcome {
	/** Null: it did not end in time, or a signal ended it. 127: it is not installed. */
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface ProgramOptions {
	/** Milliseconds; it is killed then. Default 30 s. */
	readonly timeoutMs?: number;
	readonly cwd?: string;
	/** Beside this process's own; undefined takes a variable away. */
	readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The program that stands for a name: `TORC_FAKE_SBATCH` and its kin name another one (4-runner §7). */
export const programPath = (program: SlurmProgram): string =>
	process.env[`TORC_FAKE_${program.toUpperCase()}`] || program;

export function runProgram(
	program: SlurmProgram,
	args: readonly string[],
	options: ProgramOptions = {},
): Promise<ProgramOutcome> {
	const { timeoutMs = 30_000, cwd, env } = options;
	// Epoch seconds instead of local times: no time zone, no hour that a change of clocks skips or repeats.
	const environment = { ...process.env, SLURM_TIME_FORMAT: "%s", ...env };
	const settings = { timeout: timeoutMs, killSignal: "SIGKILL", maxBuffer: 64 << 20, cwd, env: environment } as const;
	return new Promise((resolve) => {
		execFile(programPath(program), [...args], settings, (error, stdout, stderr) => {
			if (error === null) return resolve({ code: 0, stdout, stderr });
			const { code } = error as NodeJS.ErrnoException & { readonly code?: unknown };
			if (code === "ENOENT" || code === "EACCES") {
				return resolve({ code: 127, stdout: "", stderr: `${program} cannot be started (${code})` });
			}
			resolve({ code: typeof code === "number" ? code : null, stdout, stderr });
		});
	});
}
