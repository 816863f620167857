// A job as a step of the allocation (4-runner §7, srun line; §8, slurm mode). Pure.

export interface StepInput {
	readonly slurmJobId: string;
	/** `wf1_j2_r1_a1` */
	readonly name: string;
	readonly command: string;
	readonly cpuBind: boolean;
	/** Empty: any node of the allocation. */
	readonly nodes: readonly string[];
	readonly numNodes: number;
	/** Null for the requirements named `default`, which limit nothing. */
	readonly limits: { readonly numCpus: number; readonly memoryBytes: number } | null;
	readonly numGpus: number;
	/** Seconds to the end of the allocation; null without one. */
	readonly secondsLeft: number | null;
	/** `TERM@120`, as the specification has it. */
	readonly signal: string | null;
	/** File that is made when a signal comes to the step, whoever sends it. */
	readonly signalMark: string;
}

/** Variable by which the mark's path gets into the step; the job does not see it. */
const MARK = "TORC_STEP_SIGNAL_MARK";

/** The words to start; srun first. */
export function stepCommand(srun: string, input: StepInput): string[] {
	const { limits, nodes, secondsLeft, signal } = input;
	return [
		srun,
		`--jobid=${input.slurmJobId}`,
		"--ntasks=1",
		...(input.cpuBind ? [] : ["--cpu-bind=none"]),
		"--exact",
		`--job-name=${input.name}`,
		...(nodes.length === 0 ? [] : [`--nodelist=${nodes.join(",")}`]),
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
 * What srun would otherwise take from the allocation for a step that asks for nothing: all memory and all GPUs of the node,
 * so that the next step waits for its end (measured on 22.05). Undefined: to be removed.
 */
export function stepEnvironment({
	limits,
	numGpus,
	signalMark,
}: StepInput): Readonly<Record<string, string | undefined>> {
	return {
		...(limits === null ? { SLURM_MEM_PER_NODE: undefined } : {}),
		SLURM_STEP_GRES: numGpus > 0 ? undefined : "none",
		[MARK]: signalMark,
	};
}

/**
 * With proctrack/cgroup a signal to a step reaches only the process that srun started. This shell passes it on to the
 * job's group, waits until the group is empty, and ends with the job's code. Waiting for a job that has ended answers its
 * code again. Processes that are dead and wait for whoever adopted them keep a group alive for `kill -0`, so they are told
 * from the others. What the shell itself says of jobs is nobody's business: only the job writes to the job's files.
 * Slurm may signal steps without a word to the runner (preemption, --signal without B:): the mark tells that it did.
 */
const FORWARD = `exec 3>&2 2>/dev/null
mark=$${MARK}
unset ${MARK}
set -m
bash -c "$1" 2>&3 3>&- &
p=$!
for s in TERM INT HUP USR1 USR2; do trap "kill -$s -- -$p; : >\\"\\$mark\\"" $s; done
while [ -n "$(jobs -r)" ]; do wait $p; done
wait $p
c=$?
left() {
	kill -0 -- -$p || return 1
	all=$(ps -eo pgid=,stat=) || return 0
	[[ $all =~ (^|[[:space:]])$p[[:space:]]+[^Z] ]]
}
while left; do sleep 0.1; done
exit $c`;

const mebibytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 2 ** 20));
