// A job as a step of the allocation (4-runner §7, srun line; §8, slurm mode). Pure.

export interface StepInput {
	readonly slurmJobId: string;
	/** `wf1_j2_r1_a1` */
	readonly name: string;
	readonly command: string;
	readonly cpuBind: boolean;
	/** Null: any node of the allocation. */
	readonly node: string | null;
	readonly numNodes: number;
	/** Null for the requirements named `default`, which limit nothing. */
	readonly limits: { readonly numCpus: number; readonly memoryBytes: number } | null;
	readonly numGpus: number;
	/** Seconds to the end of the allocation; null without one. */
	readonly secondsLeft: number | null;
	/** `TERM@120`, as the specification has it. */
	readonly signal: string | null;
}

/** The words to start; srun first. */
export function stepCommand(srun: string, input: StepInput): string[] {
	const { limits, node, secondsLeft, signal } = input;
	return [
		srun,
		`--jobid=${input.slurmJobId}`,
		"--ntasks=1",
		...(input.cpuBind ? [] : ["--cpu-bind=none"]),
		"--exact",
		`--job-name=${input.name}`,
		...(node === null ? [] : [`--nodelist=${node}`]),
		`--nodes=${Math.max(1, input.numNodes)}`,
		...(limits === null ? [] : [`--cpus-per-task=${limits.numCpus}`, `--mem=${mebibytes(limits.memoryBytes)}M`]),
		...(input.numGpus > 0 ? [`--gpus=${input.numGpus}`] : []),
		// Rounded up: Slurm's own limit of the step must not come before the planned end.
		...(secondsLeft === null ? [] : [`--time=${Math.max(1, Math.ceil(secondsLeft / 60))}`]),
		...(signal === null ? [] : [`--signal=${signal}`]),
		"bash",
		"-c",
		FORWARD,
		"torc-step",
		input.command,
	];
}

/**
 * With proctrack/cgroup a signal to a step reaches only the process that srun started. This shell passes it on to the
 * job's group, waits until the group is empty, and ends with the job's code. Waiting for a job that has ended answers its
 * code again.
 */
const FORWARD = `set -m
bash -c "$1" &
p=$!
for s in TERM INT HUP USR1 USR2; do trap "kill -$s -- -$p 2>/dev/null" $s; done
while [ -n "$(jobs -r)" ]; do wait $p; done
wait $p
c=$?
while kill -0 -- -$p 2>/dev/null; do sleep 0.1; done
exit $c`;

const mebibytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 2 ** 20));
