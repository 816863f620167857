// Jobs that meet the end of an allocation, each in its own way, and what is to become of them.

export interface EndingJob {
	readonly command: string;
	/** Default true. */
	readonly supports?: boolean;
	readonly status: "completed" | "terminated";
	readonly code: number;
	/** It records the signal itself. */
	readonly hears: boolean;
	/** Killed at the planned instant. */
	readonly killed?: boolean;
}

const asked = { status: "terminated", hears: true } as const;
const killed = { status: "terminated", code: 152, killed: true } as const;

export const ENDING_JOBS: Readonly<Record<string, EndingJob>> = {
	bash: { command: "bash handler.sh 0", ...asked, code: 0 },
	python: { command: "python3 handler.py", ...asked, code: 0 },
	wrapper: { command: "bash wrapper.sh", ...asked, code: 143 },
	pipeline: { command: "bash handler.sh 0 | tee pipeline.txt", ...asked, code: 143 },
	background: { command: "bash handler.sh 0 & bash handler.sh 0 & wait", ...asked, code: 143 },
	setsid: { command: "setsid --wait bash handler.sh 0; exit $?", ...asked, code: 143 },
	ignores: { command: "bash ignores.sh", hears: false, ...killed },
	"just-in-time": {
		command: "bash until.sh -3",
		supports: false,
		status: "completed",
		code: 0,
		hears: false,
	},
	"just-too-late": { command: "bash until.sh 3", supports: false, hears: false, ...killed },
	"saves-10s": { command: "bash handler.sh 0 10", ...asked, code: 0 },
	"saves-40s": { command: "bash handler.sh 0 40", hears: true, ...killed },
	"exits-42": { command: "bash handler.sh 42", ...asked, code: 42 },
	"exits-143": { command: "bash handler.sh 143", ...asked, code: 143 },
	"exits-1": { command: "bash handler.sh 1", ...asked, code: 1 },
	forks: { command: "bash forks.sh", ...asked, code: 0 },
	// The job's own shell dies of the signal; the step it waited for has its time all the same.
	step: { command: "srun --overlap --ntasks=1 --mem=0 bash handler.sh 0 2; exit $?", ...asked, code: 143 },
	before: { command: "bash record.sh ran", status: "completed", code: 0, hears: false },
};

/** Jobs that wait for one of them: whether a failure of it would cancel them. */
export const DEPENDENTS: Readonly<Record<string, { readonly of: string; readonly cancels: boolean }>> =
	Object.fromEntries(
		Object.keys(ENDING_JOBS).flatMap((of) => [
			[`after-${of}`, { of, cancels: true }],
			[`also-after-${of}`, { of, cancels: false }],
		]),
	);

export const ENDING_FILES: Readonly<Record<string, string>> = {
	"record.sh": 'mkdir -p seen; echo "$(date +%s.%N) $1" >> "seen/$TORC_JOB_NAME"\n',
	// CODE SECONDS: saves for so long when asked, then ends with the code; finishes at once when it has saved before.
	"handler.sh": `[ -e "saved-$TORC_JOB_NAME" ] && { bash record.sh resumed; exit 0; }
[ "$TORC_RESTART_COUNT" -gt 0 ] && exit 0
trap 'bash record.sh TERM; sleep \${2:-0}; touch "saved-$TORC_JOB_NAME"; bash record.sh saved; exit '$1 TERM
bash record.sh start
while :; do sleep 0.1; done
`,
	"handler.py": `import os, signal, subprocess, sys, time
name = os.environ["TORC_JOB_NAME"]
if os.path.exists("saved-" + name):
    subprocess.run(["bash", "record.sh", "resumed"])
    sys.exit(0)
def save(signum, frame):
    subprocess.run(["bash", "record.sh", "TERM"])
    open("saved-" + name, "w").close()
    subprocess.run(["bash", "record.sh", "saved"])
    sys.exit(0)
signal.signal(signal.SIGTERM, save)
subprocess.run(["bash", "record.sh", "start"])
while True:
    time.sleep(0.1)
`,
	// A shell without a trap dies of the signal; its child must have its time all the same.
	"wrapper.sh": "bash handler.sh 0 2\necho after\n",
	"ignores.sh": `[ "$TORC_RESTART_COUNT" -gt 0 ] && exit 0
trap '' TERM
sleep 300
`,
	"until.sh": `[ "$TORC_RESTART_COUNT" -gt 0 ] && exit 0
sleep $((TORC_DEADLINE + $1 - $(date +%s)))
bash record.sh "by itself"
`,
	"forks.sh": `[ -e saved-forks ] && exit 0
trap 'bash record.sh TERM; touch saved-forks; kill $(jobs -p); exit 0' TERM
for i in $(seq 200); do sleep 300 & done
bash record.sh start
wait
`,
};

export function endingSpec(): string {
	const needs = { num_cpus: 1, memory: "60m", runtime: "PT1M" };
	const jobs = Object.entries(ENDING_JOBS).map(([name, { command, supports = true }]) => ({
		name,
		command,
		...(supports ? { supports_termination: true } : {}),
		resource_requirements: needs,
	}));
	const dependents = Object.entries(DEPENDENTS).map(([name, { of, cancels }]) => ({
		name,
		command: "bash record.sh ran",
		depends_on: [of],
		cancel_on_blocking_job_failure: cancels,
		resource_requirements: needs,
	}));
	return JSON.stringify({
		name: "endings",
		jobs: [...jobs, ...dependents],
		slurm_schedulers: [
			{ name: "s", account: "a", nodes: 1, walltime: "00:01:00", mem: "4000", extra: "--ntasks=30 --signal=B:TERM@5" },
		],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "s",
				scheduler_type: "slurm",
				num_allocations: 1,
			},
		],
	});
}
