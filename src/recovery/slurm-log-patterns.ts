// What Slurm's own output and the outputs of its jobs say when something went wrong (5-slurm §8). The first match names
// the line: what tells the cause stands before what only tells that something ended.
import type { LogPattern } from "./log-pattern.ts";

export const SLURM_LOG_PATTERNS: readonly LogPattern[] = [
	error("Out of memory in the job's memory group", /memory cgroup out of memory/i),
	error("Job exceeded its memory limit", /exceeded job memory limit|slurmstepd: error: .*Exceeded.*step.*limit/i),
	error("Killed by the memory limit", /oom-kill|oom_kill|task\/cgroup: .*: Killed/i),
	error("GPU out of memory", /CUDA out of memory|GPU memory.*exceeded/i),
	error("Memory allocation failed", /std::bad_alloc|\bMemoryError\b/),
	error("Cannot allocate memory", /cannot allocate memory/i),
	error("Out of memory", /out of memory/i),
	error("Time limit reached", /DUE TO TIME LIMIT/i),
	warning("Preempted", /DUE TO PREEMPTION/i),
	error("Node failure", /NODE_FAIL|DUE TO NODE FAILURE/i),
	// A warning signal before the time limit writes this very line although nothing is canceled.
	warning("Signal from Slurm: a warning or a cancellation", /\*\*\* (JOB|STEP) \S+ ON \S+ CANCELLED AT \S+ \*\*\*/),
	warning("Canceled", /\bCANCELLED\b/i),
	error("Disk full", /no space left on device/i),
	error("Disk quota exceeded", /disk quota/i),
	error("Read-only file system", /read-only file system/i),
	error("Connection refused", /connection refused/i),
	error("Connection timed out", /connection timed out/i),
	error("Network unreachable", /network is unreachable/i),
	error("CUDA error", /CUDA error/i),
	error("Segmentation fault", /segmentation fault|\bSIGSEGV\b/i),
	error("Bus error", /bus error|\bSIGBUS\b/i),
	error("Killed by a signal", /killed by signal/i),
	error("Core dumped", /core dumped/i),
	error("Python module missing", /\bModuleNotFoundError\b|\bImportError\b/),
	error("Python exception", /Traceback \(most recent call last\)/),
	error("Permission denied", /permission denied/i),
	error("Slurm step error", /slurmstepd: error:/i),
	error("srun error", /srun: error:/i),
	error("Failed", /\bFAILED\b/i),
];

function error(description: string, pattern: RegExp): LogPattern {
	return { description, severity: "error", pattern };
}

function warning(description: string, pattern: RegExp): LogPattern {
	return { description, severity: "warning", pattern };
}
