// Lines of real logs, and what they are taken for.
import { describe, expect, test } from "bun:test";
import { JOB_LOG_PATTERNS } from "./job-log-patterns.ts";
import { matchLine } from "./log-pattern.ts";
import { SLURM_LOG_PATTERNS } from "./slurm-log-patterns.ts";

describe("logs of jobs and runners", () => {
	test.each([
		["Job 7: expected output files are missing: out.csv", "Missing Output Files"],
		["slurmstepd: error: *** JOB 12 ON n1 CANCELLED AT 2026-05-01T12:00:00 ***", "Slurm Error"],
		["bash: line 1: 4711 Killed                  ./solve", "OOM Killed"],
		["ERROR request timed out after 30 s", "Timeout"],
		["Segmentation fault (core dumped)", "Segmentation Fault"],
		["cp: cannot open 'x': Permission denied", "Permission Denied"],
		["cat: missing.csv: No such file or directory", "File Not Found"],
		["write: No space left on device", "Disk Full"],
		["connect ECONNREFUSED 127.0.0.1:8080", "Connection Error"],
		["thread 'main' panicked at src/main.rs:3:5", "Panic"],
		["panic: runtime error: index out of range", "Panic"],
		["Traceback (most recent call last):", "Python Exception"],
		["ValueError: could not convert string to float: 'x'", "Python Exception"],
		["MemoryError: Unable to allocate 12.0 GiB", "OOM Killed"],
		["2 checks failed", "Generic Error"],
		["zoom level 3, no errorneous words, skilled people", null],
		["2026-05-01 INFO 0 errors, 1 CANCELLED", null],
		["2026-05-01 INFO ask again: connection refused", "Connection Error"],
	])("%s", (line, expected) => {
		expect(matchLine(JOB_LOG_PATTERNS, line)?.description ?? null).toBe(expected);
	});
});

describe("logs of Slurm", () => {
	test.each([
		["slurmstepd: error: Detected 1 oom_kill event in StepId=12.0.", "Killed by the memory limit", "error"],
		[
			"slurmstepd: error: *** JOB 12 ON n1 CANCELLED AT 2026-05-01T12:00:00 DUE TO TIME LIMIT ***",
			"Time limit reached",
			"error",
		],
		[
			"slurmstepd: error: *** JOB 12 ON n1 CANCELLED AT 2026-05-01T12:00:00 DUE TO PREEMPTION ***",
			"Preempted",
			"warning",
		],
		[
			"slurmstepd: error: *** JOB 12 ON n1 CANCELLED AT 2026-05-01T12:00:00 ***",
			"Signal from Slurm: a warning or a cancellation",
			"warning",
		],
		["slurmstepd: error: Exceeded job memory limit at some point.", "Job exceeded its memory limit", "error"],
		["srun: error: n1: task 0: Segmentation fault (core dumped)", "Segmentation fault", "error"],
		["srun: error: n1: task 0: Exited with exit code 3", "srun error", "error"],
		["RuntimeError: CUDA out of memory. Tried to allocate 2 GiB", "GPU out of memory", "error"],
		["job state CANCELLED by 1000", "Canceled", "warning"],
		["all tests passed, none unfailed", null, null],
		["ModuleNotFoundError: No module named 'numpy'", "Python module missing", "error"],
	])("%s", (line, expected, severity) => {
		const found = matchLine(SLURM_LOG_PATTERNS, line);
		expect(found?.description ?? null).toBe(expected);
		expect(found?.severity ?? null).toBe(severity as "error" | "warning" | null);
	});
});
