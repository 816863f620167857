// Samples of jobs that run as steps: only Slurm sees their processes, so sstat is asked for all of them at once.
import { readStepIds, readStepUsage } from "../../slurm/accounting/step-usage.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { stepName } from "../steps/step-name.ts";

interface Before {
	readonly cpuSeconds: number;
	readonly at: number;
}

export class StepSampler {
	private readonly session: Session;
	private readonly slurmJobId: string;
	private readonly onSample: (job: RunningJob, bytes: number, cpuPercent: number, now: number) => void;
	/** Name of a step → its id; null: Slurm does not know it yet. */
	private ids = new Map<string, string>();
	private readonly before = new WeakMap<RunningJob, Before>();
	private busy = false;

	constructor(session: Session, slurmJobId: string, onSample: StepSampler["onSample"]) {
		this.session = session;
		this.slurmJobId = slurmJobId;
		this.onSample = onSample;
	}

	/** A look that is still under way is not followed by a second. */
	async sample(running: Iterable<RunningJob>): Promise<void> {
		const jobs = new Map([...running].map((job) => [stepName(this.session.workflowId, job.job), job]));
		if (this.busy || jobs.size === 0) return;
		this.busy = true;
		if ([...jobs.keys()].some((name) => !this.ids.has(name)))
			this.ids = (await readStepIds(this.slurmJobId)) ?? this.ids;
		const known = [...jobs].flatMap(([name, job]) => {
			const id = this.ids.get(name);
			return id === undefined ? [] : [{ id, job }];
		});
		const usage = await readStepUsage(known.map(({ id }) => id));
		this.busy = false;
		const now = this.session.clock();
		for (const { id, job } of known) {
			const used = usage?.get(id);
			if (used !== undefined) this.take(job, used.maxRssBytes, used.aveCpuSeconds, now);
		}
	}

	/** CPU is a difference: a job's first look gives no sample. */
	private take(job: RunningJob, bytes: number, cpuSeconds: number, now: number): void {
		const before = this.before.get(job);
		this.before.set(job, { cpuSeconds, at: now });
		if (before === undefined || now <= before.at) return;
		this.onSample(job, bytes, ((cpuSeconds - before.cpuSeconds) / ((now - before.at) / 1000)) * 100, now);
	}
}
