// A step that does nothing but be there: where Slurm preempts with a GraceTime, it tells the steps at once and the batch
// process only at the end of it. The step dies of the signal, and the runner knows.
import { spawn } from "node:child_process";
import { programPath } from "../programs/run-program.ts";

/** 128 + SIGTERM */
const ENDED_BY_TERM = 143;

/** Answers what ends the step. `onSignal` is called when Slurm has signaled it, never after that. */
export function startSentinelStep(slurmJobId: string, nodeName: string | null, onSignal: () => void): () => void {
	const words = [
		`--jobid=${slurmJobId}`,
		"--overlap",
		"--ntasks=1",
		"--nodes=1",
		"--mem=0",
		"--cpu-bind=none",
		"--job-name=torc-sentinel",
		...(nodeName === null ? [] : [`--nodelist=${nodeName}`]),
		"sleep",
		"infinity",
	];
	const srun = spawn(programPath("srun"), words, { stdio: "ignore", detached: true });
	let closed = false;
	// A step that cannot be started costs the early word, nothing else.
	srun.on("error", () => undefined);
	srun.on("close", (code, signal) => {
		if (!closed && (code === ENDED_BY_TERM || signal === "SIGTERM")) onSignal();
	});
	return () => {
		closed = true;
		// srun takes any signal for a wish to kill its step.
		srun.kill("SIGKILL");
	};
}
