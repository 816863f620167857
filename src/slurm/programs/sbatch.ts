// Submits a batch script: answers Slurm's job id, or why there is none.
import { runProgram } from "./run-program.ts";
import { isTransient, outerAllocationRemoved } from "./sbatch-answers.ts";

const TRIES = 6;
const PAUSE_MS = 10_000;

export type SbatchOutcome = { readonly jobId: string } | { readonly refusal: string };

interface SbatchPlace {
	/** The allocation's working directory. */
	readonly cwd: string;
	/** Variables for the allocation, beside this process's own. */
	readonly credentials: Readonly<Record<string, string>>;
}

/** A controller that does not answer is asked again; a refusal stands at once. */
export async function sbatch(
	scriptPath: string,
	{ cwd, credentials }: SbatchPlace,
	pauseMs = PAUSE_MS,
): Promise<SbatchOutcome> {
	// The allocation inherits the environment: the format of times stays the user's.
	const { SLURM_TIME_FORMAT } = process.env;
	const env = { ...outerAllocationRemoved(process.env), ...credentials, SLURM_TIME_FORMAT };
	for (let tries = 1; ; tries++) {
		const outcome = await runProgram("sbatch", [scriptPath], { cwd, env });
		const jobId = /Submitted batch job (\d+)/.exec(outcome.stdout)?.[1];
		if (outcome.code === 0 && jobId !== undefined) return { jobId };
		const said = (outcome.stderr || outcome.stdout).trim() || `sbatch ended with code ${outcome.code}`;
		if (tries >= TRIES || !isTransient(said)) return { refusal: said };
		await new Promise((done) => setTimeout(done, pauseMs));
	}
}
