// Watches the jobs of a runner: memory and CPU of their process trees, and of the node; kills what uses too much.
import { membersOf, readProcessTable } from "../../platform/process-table.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { MetricsDatabase, metricsLabel } from "./metrics-database.ts";
import { type NodeFigures, NodeSampler, plausiblePercent } from "./node-sampler.ts";
import { StepSampler } from "./step-sampler.ts";

/** Jobs that end sooner cost no sample, and no look at the processes of the machine. */
const FIRST_SAMPLE_MS = 100;
export interface SamplerHooks {
	running(): Iterable<RunningJob>;
	/** The job uses more memory than it may. */
	onOverMemory(job: RunningJob, bytes: number): void;
}

export class Sampler {
	private readonly session: Session;
	private readonly hooks: SamplerHooks;
	private readonly watchesJobs: boolean;
	/** Without a monitor: memory is looked at for the limit alone. */
	private readonly watchesLimits: boolean;
	private readonly warned = new WeakSet<RunningJob>();
	/** Null while the node is not watched. */
	private readonly node: NodeSampler | null;
	/** Null unless jobs are steps and a time series of them is wanted. */
	private readonly steps: StepSampler | null;
	private readonly intervalMs: number;
	private readonly database: MetricsDatabase | null;
	private timer: ReturnType<typeof setInterval> | null = null;
	private first: ReturnType<typeof setTimeout> | null = null;

	constructor(session: Session, hooks: SamplerHooks) {
		this.session = session;
		this.hooks = hooks;
		const { monitor } = session;
		const jobs = monitor?.jobs ?? { enabled: monitor?.enabled ?? false, granularity: monitor?.granularity };
		const node = monitor?.compute_node;
		// Of a step only srun is seen here: its figures are Slurm's, and so is its limit.
		const seesJobs = session.mode === "direct";
		const wanted = jobs.enabled ?? false;
		this.watchesJobs = wanted && seesJobs;
		this.node = node?.enabled ? new NodeSampler() : null;
		this.watchesLimits = seesJobs && !wanted && (session.execution.limit_resources ?? true);
		this.intervalMs = (monitor?.sample_interval_seconds ?? 10) * 1000;
		const jobSeries = wanted && jobs.granularity === "time_series";
		const nodeSeries = this.node !== null && node?.granularity === "time_series";
		const warn = (message: string): void => session.log("warn", message);
		const file = { outputDirectory: session.outputDirectory, label: metricsLabel(session), warn };
		const flushSeconds = monitor?.flush_interval_seconds ?? 300;
		this.database = jobSeries || nodeSeries ? new MetricsDatabase(file, flushSeconds, { jobSeries, nodeSeries }) : null;
		const { allocation } = session.options;
		this.steps =
			jobSeries && !seesJobs && allocation
				? new StepSampler(session, allocation.slurmJobId, (job, bytes, percent, now) => {
						// An answer after the end of watching has nowhere to go.
						if (this.timer === null) return;
						const cpuPercent = plausiblePercent(percent);
						this.note(job, bytes, cpuPercent);
						this.database?.addJob(job.job.id, now, { cpuPercent, memoryBytes: bytes, processes: 1 });
					})
				: null;
	}

	start(): void {
		if (!this.watchesJobs && this.steps === null && this.node === null && !this.watchesLimits) return;
		this.sampleNode();
		this.timer = setInterval(() => this.sample(), this.intervalMs);
	}

	/** Null: no samples over time are kept. */
	get databasePath(): string | null {
		return this.database?.path ?? null;
	}

	/** A job has started: it is looked at once soon, then with the others. */
	jobStarted(job: RunningJob): void {
		this.database?.nameJob(job.job.id, job.job.name);
		if (this.watchesJobs) this.lookSoon();
	}

	private lookSoon(): void {
		this.first ??= setTimeout(() => {
			this.first = null;
			const before = this.session.clock() - FIRST_SAMPLE_MS;
			this.sampleJobs((job) => isNew(job) && job.startedAt <= before);
			for (const job of this.hooks.running()) if (isNew(job)) return this.lookSoon();
		}, FIRST_SAMPLE_MS);
	}

	jobEnded(): void {
		this.database?.flush();
	}

	/** Ends watching; answers the node's figures when it was watched. */
	stop(): NodeFigures | null {
		if (this.timer) clearInterval(this.timer);
		this.timer = null;
		if (this.first) clearTimeout(this.first);
		this.sampleNode();
		const figures = this.node?.figures() ?? null;
		this.database?.close(figures);
		return figures;
	}

	private sample(): void {
		if (this.watchesJobs) this.sampleJobs(() => true);
		if (this.watchesLimits) this.sampleJobs((job) => this.isLimited(job));
		void this.steps?.sample(this.hooks.running());
		this.sampleNode();
	}

	private sampleJobs(wanted: (job: RunningJob) => boolean): void {
		const jobs = [...this.hooks.running()].filter(wanted);
		if (jobs.length === 0) return;
		const table = readProcessTable();
		const now = this.session.clock();
		for (const job of jobs) {
			const members = membersOf(job.pid, table);
			if (members.length === 0) continue;
			const bytes = members.reduce((sum, member) => sum + member.rssBytes, 0);
			const cpuSeconds = members.reduce((sum, member) => sum + member.cpuSeconds, 0);
			if (this.watchesJobs) {
				const cpuPercent = this.addSample(job, bytes, cpuSeconds, now);
				this.database?.addJob(job.job.id, now, { cpuPercent, memoryBytes: bytes, processes: members.length });
			}
			this.checkMemory(job, bytes, now);
		}
	}

	private addSample(job: RunningJob, bytes: number, cpuSeconds: number, now: number): number {
		const { usage } = job;
		const seconds = (now - usage.lastSampleAt) / 1000;
		const percent = plausiblePercent(seconds > 0 ? ((cpuSeconds - usage.lastCpuSeconds) / seconds) * 100 : 0);
		this.note(job, bytes, percent);
		usage.lastCpuSeconds = cpuSeconds;
		usage.lastSampleAt = now;
		return percent;
	}

	private note({ usage }: RunningJob, bytes: number, percent: number): void {
		usage.samples++;
		usage.peakBytes = Math.max(usage.peakBytes, bytes);
		usage.sumBytes += bytes;
		usage.peakCpuPercent = Math.max(usage.peakCpuPercent, percent);
	}

	/**
	 * Tiny figures such as `1m` are usual for short jobs: none is killed before it has run one interval. Without a job
	 * monitor nothing is killed unless asked for; the person is told instead (4-runner §6).
	 */
	private checkMemory(job: RunningJob, bytes: number, now: number): void {
		if (!this.isLimited(job) || job.overMemory || bytes <= job.job.memory_bytes) return;
		if (now - job.startedAt < this.intervalMs) return;
		if (this.watchesJobs || this.session.options.enforceMemory === "always") this.hooks.onOverMemory(job, bytes);
		else if (!this.warned.has(job)) {
			this.warned.add(job);
			const fields = { job_id: job.job.id, memory_bytes: bytes, limit_bytes: job.job.memory_bytes };
			this.session.log(
				"warn",
				"Job uses more memory than its requirements say; it goes on, jobs are not monitored",
				fields,
			);
		}
	}

	private isLimited(job: RunningJob): boolean {
		const { limit_resources } = this.session.execution;
		return (limit_resources ?? true) && job.job.resource_requirements_name !== "default";
	}

	private sampleNode(): void {
		const now = this.session.clock();
		const sample = this.node?.sample(now);
		if (sample) this.database?.addNode(now, sample);
	}
}

const isNew = ({ usage }: RunningJob): boolean => usage.samples === 0;
