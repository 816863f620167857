// Small specifications for one scheduler, and a job that keeps its work when it is asked to stop.

interface SmallJob {
	readonly command: string;
	/** Default true. */
	readonly supports?: boolean;
	readonly checkpoint?: Readonly<Record<string, unknown>>;
	readonly dependsOn?: readonly string[];
}

interface SmallSpec {
	readonly jobs: Readonly<Record<string, SmallJob>>;
	/** Fields of the only scheduler; an allocation of ten minutes unless they say otherwise. */
	readonly scheduler?: Readonly<Record<string, unknown>>;
	readonly executionConfig?: Readonly<Record<string, unknown>>;
	/** Default 1. */
	readonly allocations?: number;
}

export function smallSpec({ jobs, scheduler, executionConfig, allocations = 1 }: SmallSpec): string {
	return JSON.stringify({
		name: "small",
		...(executionConfig === undefined ? {} : { execution_config: executionConfig }),
		jobs: Object.entries(jobs).map(([name, { command, supports = true, checkpoint, dependsOn }]) => ({
			name,
			command,
			...(supports ? { supports_termination: true } : {}),
			...(checkpoint === undefined ? {} : { checkpoint }),
			...(dependsOn === undefined ? {} : { depends_on: dependsOn }),
			resource_requirements: { num_cpus: 1, memory: "60m", runtime: "PT1M" },
		})),
		slurm_schedulers: [{ name: "s", account: "a", nodes: 1, walltime: "00:10:00", mem: "400m", ...scheduler }],
		actions: [
			{
				trigger_type: "on_workflow_start",
				action_type: "schedule_nodes",
				scheduler: "s",
				scheduler_type: "slurm",
				num_allocations: allocations,
			},
		],
	});
}

/**
 * `python3 work.py SECONDS [SAVING]`: works for so long in all, keeps what is done when it is asked to stop (and takes so
 * many seconds for that). What happened is in `seen/JOB`, the result in `result-JOB`.
 */
export const WORK = `import os, signal, sys, time

name = os.environ["TORC_JOB_NAME"]
needed = float(sys.argv[1])
saving = float(sys.argv[2]) if len(sys.argv) > 2 else 0
started = time.time()
kept = "kept-" + name


def tell(what):
    os.makedirs("seen", exist_ok=True)
    with open("seen/" + name, "a") as f:
        f.write("%f %s\\n" % (time.time(), what))


def save(signum, frame):
    tell("TERM")
    time.sleep(saving)
    with open(kept + ".new", "w") as f:
        f.write(str(done + time.time() - started))
    os.rename(kept + ".new", kept)
    tell("saved")
    sys.exit(0)


done = float(open(kept).read()) if os.path.exists(kept) else 0.0
signal.signal(signal.SIGTERM, save)
tell("start" if done == 0 else "resumed")
while done + time.time() - started < needed:
    time.sleep(0.02)
tell("end")
with open("result-" + name, "a") as f:
    f.write("finished\\n")
`;
