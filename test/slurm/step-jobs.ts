// Jobs for the tests of steps: eight at once on two nodes, some that fail in their own way, some that meet the end.
import { RECORD } from "./traces.ts";

export const EIGHT = Array.from({ length: 8 }, (_, n) => `together-${n}`);

/** Jobs that the end of the allocation stops: what becomes of them. */
export const STOPPED: Readonly<
	Record<string, { readonly command: string; readonly code: number; readonly hears: number }>
> = {
	handler: { command: "exec bash handler.sh 0", code: 0, hears: 1 },
	wrapper: { command: "bash wrapper.sh", code: 143, hears: 1 },
	pipe: { command: "bash handler.sh 0 | tee pipe.txt", code: 143, hears: 1 },
	background: { command: "bash handler.sh 0 & bash handler.sh 0 & wait", code: 143, hears: 2 },
	"exits-42": { command: "bash handler.sh 42; exit $?", code: 143, hears: 1 },
	ignores: {
		command: "trap '' TERM; bash record.sh start; [ $TORC_RESTART_COUNT -gt 0 ] || sleep 300",
		code: 152,
		hears: 0,
	},
};

/** Only where the cluster enforces memory. */
export const OUT_OF_MEMORY: Readonly<Record<string, string>> = {
	"oom-once": 'bash record.sh $TORC_ATTEMPT_ID; [ "$TORC_ATTEMPT_ID" = 1 ] || exit 0; python3 fill.py; exit 9',
	"oom-always": "python3 fill.py",
};

const FILES = {
	"record.sh": RECORD,
	// Waits for the other seven: they all run, or none ends.
	"together.sh": `bash record.sh "on $SLURMD_NODENAME"
for i in $(seq 300); do [ "$(ls seen | grep -c together)" = 8 ] && exit 0; sleep 0.1; done
exit 9
`,
	// CODE: saves when asked, and ends with the code; finishes at once when it has saved before.
	"handler.sh": `[ -e "saved-$TORC_JOB_NAME" ] && { bash record.sh resumed; exit 0; }
trap 'bash record.sh TERM; sleep 1; touch "saved-$TORC_JOB_NAME"; bash record.sh saved; exit '$1 TERM
bash record.sh start
while :; do sleep 0.1; done
`,
	"wrapper.sh": "bash handler.sh 0\necho after\n",
	"fill.py": "x = bytearray(300 << 20)\nprint(len(x))\n",
};

export function stepFiles(withMemoryLimits: boolean): Record<string, string> {
	return { ...FILES, "spec.json": stepSpec(withMemoryLimits) };
}

function stepSpec(withMemoryLimits: boolean): string {
	const job = (name: string, command: string, more: object = {}) => ({
		name,
		command,
		resource_requirements: { num_cpus: 1, memory: "80m", runtime: "PT1M" },
		...more,
	});
	const failing = withMemoryLimits
		? Object.entries(OUT_OF_MEMORY).map(([name, command]) =>
				job(name, command, name === "oom-once" ? { failure_handler: "memory" } : {}),
			)
		: [];
	return JSON.stringify({
		name: "steps",
		execution_config: {
			mode: withMemoryLimits ? "slurm" : "auto",
			srun_termination_signal: "TERM@10",
			sigkill_headroom_seconds: 8,
		},
		resource_monitor: {
			jobs: { enabled: true, granularity: "time_series" },
			compute_node: { enabled: true, granularity: "time_series" },
			sample_interval_seconds: 2,
		},
		...(withMemoryLimits
			? { failure_handlers: [{ name: "memory", rules: [{ exit_codes: [137], max_retries: 2 }] }] }
			: {}),
		jobs: [
			...EIGHT.map((name) => job(name, "bash together.sh", { priority: 9 })),
			...failing.map((each) => ({ ...each, priority: 5 })),
			job("fails", "bash record.sh ran; exit 3", { priority: 5 }),
			// Without requirements a step gets neither CPUs nor memory named: two must not wait for each other.
			{ name: "default-0", command: "bash record.sh start; sleep 3; bash record.sh end", priority: 7 },
			{ name: "default-1", command: "bash record.sh start; sleep 3; bash record.sh end", priority: 7 },
			...Object.entries(STOPPED).map(([name, { command }]) => job(name, command)),
		],
		slurm_schedulers: [
			{
				name: "two nodes",
				account: "a",
				nodes: 2,
				walltime: "00:01:00",
				mem: "1600",
				gres: "gpu:1",
				extra: "--ntasks=8",
			},
		],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "two nodes",
				scheduler_type: "slurm",
				num_allocations: 1,
			},
		],
	});
}
