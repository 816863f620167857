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
 * With proctrack/cgroup a signal to a step reaches only the process that srun started; with the others every process gets
 * it. This shell passes it on to the job's group, waits for the group's last process, and ends with the job's code. What a
 * job leaves behind without having been asked to end has 5 s, then TERM, 5 s later KILL, as everywhere (4-runner §8).
 * Where every process had the signal already, a second one would kill what a handler has just started (`cp`, `sync`): a
 * witness beside the job tells, as it dies of any signal it gets.
 * Slurm may signal steps without a word to the runner (preemption, --signal without B:): the mark tells that it did.
 *
 * The job's code comes through a pipe from a shell that outlives signals: bash loses the status of a child that dies in the
 * moment in which a trapped signal interrupts `wait` (measured with 5.2), and knows it as running for ever. Dead
 * processes that nobody has reaped keep a group alive for `kill -0`, so they are told from the others. What these shells
 * say of jobs is nobody's business: only the job writes to the job's files.
 */
const FORWARD = `exec 3>&2 2>/dev/null 4<> <(:)
mark=$${MARK}
unset ${MARK}
set -m
(
	set +m
	trap : TERM INT HUP USR1 USR2
	bash -c "$1" 2>&3 3>&- 4>&-
	c=$?
	echo $c >&4
	exit $c
) &
p=$!
witness() {
	sleep infinity >/dev/null 3>&- 4>&- &
	w=$!
}
hear() {
	asked=1
	: >"$mark"
	for i in 1 2 3 4; do
		kill -0 $w || { witness; return; }
		sleep 0.05
	done
	(kill -$1 -- -$p)
}
witness
for s in TERM INT HUP USR1 USR2; do trap "hear $s" $s; done
while kill -0 $p; do wait $p; done
read -t 1 -u 4 c || c=137
left() {
	kill -0 -- -$p || return 1
	all=$(ps -eo pgid=,stat=) || return 0
	[[ $all =~ (^|[[:space:]])$p[[:space:]]+[^Z] ]]
}
n=0
while left; do
	sleep 0.2
	[ -n "$asked" ] && continue
	n=$((n + 1))
	[ $n = 25 ] && kill -TERM -- -$p
	[ $n = 50 ] && kill -KILL -- -$p
done
kill -KILL $w
exit $c`;

const mebibytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 2 ** 20));
