// Watches the jobs of a runner: memory and CPU of their process trees, and of the node; kills what uses too much.
import { freemem, totalmem } from "node:os";
import { cpuSecondsOfMachine } from "../../platform/machine-load.ts";
import { membersOf, readProcessTable } from "../../platform/process-table.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { MetricsDatabase } from "./metrics-database.ts";

/** Jobs that end sooner cost no sample. */
const FIRST_SAMPLE_MS = 100;
/** Figures above this are a fault of the counters (4-runner §5). */
const MAX_CPU_PERCENT = 100_000;

export interface NodeFigures {
	readonly sample_count: number;
	readonly peak_cpu_percent: number;
	readonly avg_cpu_percent: number;
	readonly peak_memory_bytes: number;
	readonly avg_memory_bytes: number;
}

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
	private readonly watchesNode: boolean;
	private readonly intervalMs: number;
	private readonly database: MetricsDatabase | null;
	private timer: ReturnType<typeof setInterval> | null = null;
	private first: ReturnType<typeof setTimeout> | null = null;
	private node = { samples: 0, peakCpu: 0, sumCpu: 0, peakMemory: 0, sumMemory: 0 };
	private lastNodeCpu: { readonly busy: number; readonly at: number } | null = null;

	constructor(session: Session, hooks: SamplerHooks) {
		this.session = session;
		this.hooks = hooks;
		const { monitor } = session;
		const jobs = monitor?.jobs ?? { enabled: monitor?.enabled ?? false, granularity: monitor?.granularity };
		const node = monitor?.compute_node;
		this.watchesJobs = jobs.enabled ?? false;
		this.watchesNode = node?.enabled ?? false;
		this.watchesLimits = !this.watchesJobs && (session.execution.limit_resources ?? true);
		this.intervalMs = (monitor?.sample_interval_seconds ?? 10) * 1000;
		const jobSeries = this.watchesJobs && jobs.granularity === "time_series";
		const nodeSeries = this.watchesNode && node?.granularity === "time_series";
		this.database = jobSeries || nodeSeries ? new MetricsDatabase(session, { jobSeries, nodeSeries }) : null;
	}

	start(): void {
		if (!this.watchesJobs && !this.watchesNode && !this.watchesLimits) return;
		if (this.watchesNode) this.sampleNode();
		this.timer = setInterval(() => this.sample(), this.intervalMs);
	}

	/** A job has started: it is looked at once soon, then with the others. */
	jobStarted(job: RunningJob): void {
		if (!this.watchesJobs) return;
		this.database?.nameJob(job.job.id, job.job.name);
		this.first ??= setTimeout(() => {
			this.first = null;
			this.sampleJobs((candidate) => candidate.usage.samples === 0);
		}, FIRST_SAMPLE_MS);
	}

	jobEnded(): void {
		this.database?.flush();
	}

	/** Ends watching; answers the node's figures when it was watched. */
	stop(): NodeFigures | null {
		if (this.timer) clearInterval(this.timer);
		if (this.first) clearTimeout(this.first);
		if (this.watchesNode) this.sampleNode();
		this.database?.close(this.nodeFigures());
		return this.nodeFigures();
	}

	private sample(): void {
		if (this.watchesJobs) this.sampleJobs(() => true);
		if (this.watchesLimits) this.sampleJobs((job) => this.isLimited(job));
		if (this.watchesNode) this.sampleNode();
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
				const percent = this.addSample(job, bytes, cpuSeconds, now);
				this.database?.addJob(job.job.id, now, percent, bytes, members.length);
			}
			this.checkMemory(job, bytes, now);
		}
	}

	private addSample(job: RunningJob, bytes: number, cpuSeconds: number, now: number): number {
		const { usage } = job;
		const seconds = (now - usage.lastSampleAt) / 1000;
		const percent = plausible(seconds > 0 ? ((cpuSeconds - usage.lastCpuSeconds) / seconds) * 100 : 0);
		usage.samples++;
		usage.peakBytes = Math.max(usage.peakBytes, bytes);
		usage.sumBytes += bytes;
		usage.peakCpuPercent = Math.max(usage.peakCpuPercent, percent);
		usage.lastCpuSeconds = cpuSeconds;
		usage.lastSampleAt = now;
		return percent;
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
		const busy = cpuSecondsOfMachine();
		const before = this.lastNodeCpu;
		this.lastNodeCpu = { busy, at: now };
		const memory = totalmem() - freemem();
		if (before === null || now === before.at) return;
		const percent = plausible(((busy - before.busy) / ((now - before.at) / 1000)) * 100);
		const { node } = this;
		node.samples++;
		node.peakCpu = Math.max(node.peakCpu, percent);
		node.sumCpu += percent;
		node.peakMemory = Math.max(node.peakMemory, memory);
		node.sumMemory += memory;
		this.database?.addNode(now, percent, memory, totalmem());
	}

	private nodeFigures(): NodeFigures | null {
		const { samples, peakCpu, sumCpu, peakMemory, sumMemory } = this.node;
		if (samples === 0) return null;
		return {
			sample_count: samples,
			peak_cpu_percent: peakCpu,
			avg_cpu_percent: sumCpu / samples,
			peak_memory_bytes: peakMemory,
			avg_memory_bytes: Math.round(sumMemory / samples),
		};
	}
}

const plausible = (percent: number): number =>
	Number.isFinite(percent) && percent >= 0 && percent <= MAX_CPU_PERCENT ? percent : 0;
