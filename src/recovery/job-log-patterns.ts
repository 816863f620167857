// What logs of jobs and runners say when something went wrong (6-recovery §7). The first match names the line, so
// specific patterns stand before general ones. `torc logs analyze` prints these names; scripts look for them.
import type { LogPattern } from "./log-pattern.ts";

export const JOB_LOG_PATTERNS: readonly LogPattern[] = [
	error("Missing Output Files", /expected output files? (is|are) missing|output file validation failed/i),
	{ ...error("Slurm Error", /\bslurmstepd\b|\bCANCELLED\b|\bTIMEOUT\b|\bOUT_OF_MEMORY\b/), exceptInfo: true },
	error("OOM Killed", /\bout of memory\b|\boom(-kill(er)?)?\b|\bkilled\b|\bcannot allocate memory\b|\bMemoryError\b/i),
	error("Timeout", /\btimeout\b|\btime limit\b|\btimed out\b|\bwalltime\b/i),
	error("Segmentation Fault", /\bsegmentation fault\b|\bsegfault\b|\bSIGSEGV\b/i),
	error("Permission Denied", /\bpermission denied\b|\baccess denied\b|\bEACCES\b/i),
	error("File Not Found", /\bno such file\b|\bfile not found\b|\bENOENT\b/i),
	error("Disk Full", /\bno space left\b|\bdisk full\b|\bquota exceeded\b|\bENOSPC\b/i),
	error(
		"Connection Error",
		/\bconnection (refused|reset)\b|\bnetwork (is )?unreachable\b|\bECONNREFUSED\b|\bECONNRESET\b/i,
	),
	error("Panic", /\bpanicked at\b|\bpanic: |\bKernel panic\b/),
	error("Python Exception", /\bTraceback \(most recent call last\)|\braise \w*Error\b|^\w+(\.\w+)*(Error|Exception): /),
	{
		description: "Generic Error",
		severity: "warning",
		pattern: /\berrors?\b|\bfailed\b|\bfailure\b|\bexception\b/i,
		exceptInfo: true,
	},
];

function error(description: string, pattern: RegExp): LogPattern {
	return { description, severity: "error", pattern };
}
