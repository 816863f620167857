// Which Slurm job and which node a log line is about. Pure.

/** Of `slurm_output_wf1_sl12.o`; null for other files. */
export const slurmJobOfFile = (name: string): string | null => /_sl(\d+)(?!\d)/.exec(name)?.[1] ?? null;

const IN_LINE = [
	/\bStepId=(\d+)/,
	/\bJobId=(\d+)/i,
	/\bSLURM_JOB_ID=(\d+)/,
	/\*\*\* (?:JOB|STEP) (\d+)/,
	/\b(?:slurm|batch) job (?:ID )?(\d+)/i,
];

/** A line that names one is about it, whatever file it stands in. */
export function slurmJobOfLine(line: string): string | null {
	for (const pattern of IN_LINE) {
		const id = pattern.exec(line)?.[1];
		if (id !== undefined) return id;
	}
	return null;
}

/** `ON n1 CANCELLED`, `srun: error: n1: task 0`, `slurmstepd-n1: error`. */
export const nodeOfLine = (line: string): string | null =>
	(/\*\*\* (?:JOB|STEP) \S+ ON (\S+)/.exec(line) ??
		/^srun: error: ([^\s:]+): task/.exec(line) ??
		/^slurmstepd-([^\s:]+): /.exec(line))?.[1] ?? null;
