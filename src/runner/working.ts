// The jobs of a runner: started as they fit, judged as they end, reported at once.
import type { ClaimedJob, FinishedReport, Order, SyncReply, SyncRequest } from "../contract/sync.ts";
import { readProcessTable } from "../platform/process-table.ts";
import type { ExitReport } from "../platform/spawn.ts";
import { holdBack } from "./allocation/hold-back.ts";
import { needsPreparation, prepareRestart } from "./checkpoint/prepare-restart.ts";
import { runRecoveryScript } from "./failure/recovery-script.ts";
import { Intake } from "./intake.ts";
import { JobEnds } from "./job-ends.ts";
import { logJobStarted } from "./job-log.ts";
import { Ledger, type Placement } from "./ledger/ledger.ts";
import { Sampler } from "./monitor/sampler.ts";
import type { Environment } from "./process/job-environment.ts";
import { Leftovers } from "./process/leftovers.ts";
import { type RunningJob, startJob } from "./process/running-job.ts";
import { SideCommands } from "./process/side-commands.ts";
import { signalJob } from "./process/signal-job.ts";
import { startFailureReport } from "./report.ts";
import type { Session } from "./session.ts";
import { takeSignalMark } from "./steps/signal-mark.ts";
import { stepExit } from "./steps/step-exit.ts";
import { Steps } from "./steps/steps.ts";
import { Ender } from "./terminate/ender.ts";

export interface WorkHooks {
	report(report: FinishedReport): void;
	/** The state of the jobs changed: more may be claimed, or the runner may leave. */
	changed(): void;
	onEnding(reason: string): void;
}

/** A start is told after this long unless the job has ended by then: short jobs cost one report. */
const START_REPORT_MS = 25;
/** Jobs shorter than this on average count as short. */
const SHORT_JOB_MS = 100;
/** A claim may start this late (4-runner §2). */
const GRACE_SECONDS = 120;
const KILL = 9;

export class Work {
	readonly running = new Map<number, RunningJob>();
	readonly ender: Ender;
	readonly ends: JobEnds;
	readonly sampler: Sampler;
	readonly leftovers: Leftovers;
	/** Null where jobs are children of the runner. */
	readonly steps: Steps | null;
	/** Recovery scripts and actions. */
	readonly commands = new SideCommands();
	private readonly session: Session;
	private readonly environment: Environment;
	private readonly hooks: WorkHooks;
	private readonly ledger: Ledger;
	private readonly intake: Intake;
	/** Killed because the job is somebody else's, or is to start anew; not reported. */
	private readonly dropped = new Set<RunningJob>();
	private endingReason: string | null = null;
	private startTimer: ReturnType<typeof setTimeout> | null = null;
	/** Running mean of how long jobs took; null before the first. */
	private meanRunMs: number | null = null;

	constructor(session: Session, environment: Environment, hooks: WorkHooks) {
		this.session = session;
		this.environment = environment;
		this.hooks = hooks;
		this.ledger = new Ledger(session.capacity, session.options.maxParallelJobs ?? null);
		const running = (): Iterable<RunningJob> => this.running.values();
		this.intake = new Intake(this.ledger, {
			isEnding: () => this.ender.ending !== null,
			prepare: (job) => {
				if (!needsPreparation(job)) return null;
				return prepareRestart(session, environment, this.commands, job);
			},
			launch: (job, placement) => this.launch(job, placement),
			giveBack: (job) => this.giveBack(job),
			settled: () => hooks.changed(),
		});
		this.leftovers = new Leftovers(running, session.clock);
		this.ender = new Ender(session, {
			running,
			onBegin: (_, reason) => this.beginEnding(reason),
			onKill: () => this.commands.stopAll(),
		});
		const { allocation } = session.options;
		this.steps =
			session.mode === "slurm" && allocation ? new Steps(session, allocation, () => this.ender.ending !== null) : null;
		this.ends = new JobEnds(session, this, {
			runScript: (script) => runRecoveryScript(session, environment, this.commands, script),
			report: hooks.report,
			endingReason: () => this.endingReason,
		});
		this.sampler = new Sampler(session, { running, onOverMemory: (job, bytes) => this.killForMemory(job, bytes) });
	}

	/** Jobs that run, wait to be started, or wait to be reported. */
	get busy(): number {
		return this.running.size + this.intake.size + this.ends.size;
	}

	offer(): ReturnType<Ledger["offer"]> {
		if (!this.ender.takesJobs) return null;
		const { deadline } = this.session;
		const left = deadline === undefined ? null : Math.ceil((deadline - this.session.clock()) / 1000);
		if (left !== null && this.session.options.maxParallelJobs !== undefined) {
			if (left < (this.session.workflow.compute_node_min_time_for_new_jobs_seconds ?? 300)) return null;
		}
		const seconds = left === null ? null : left > 0 ? left + GRACE_SECONDS : 60;
		const offer = this.ledger.offer(this.intake.waiting, seconds, this.ahead());
		const { allocation } = this.session.options;
		if (offer === null || allocation === undefined) return offer;
		const { schedulerConfigId, strictSchedulerMatch } = allocation;
		return { ...offer, scheduler_config_id: schedulerConfigId, strict_scheduler_match: strictSchedulerMatch };
	}

	/** Jobs so short that the way to the server would cost more than they do are claimed one round ahead. */
	private ahead(): number {
		const { maxParallelJobs = 0 } = this.session.options;
		return this.meanRunMs !== null && this.meanRunMs < SHORT_JOB_MS ? maxParallelJobs : 0;
	}

	holding(): number[] {
		const here = [...this.unreported(), ...this.dropped].map((job) => job.job.id);
		return [...this.intake.ids(), ...here, ...this.ends.ids()];
	}

	/** Starts the server has not been told of. */
	started(): SyncRequest["started"] {
		const now = this.session.clock();
		return this.unreported()
			.filter((job) => now - job.startedAt >= START_REPORT_MS)
			.map((job) => {
				job.reportedStart = true;
				return {
					job_id: job.job.id,
					attempt_id: job.job.attempt_id,
					start_time: new Date(job.startedAt).toISOString(),
				};
			});
	}

	private unreported(): RunningJob[] {
		return [...this.running.values()].filter((job) => !job.reportedStart);
	}

	/** The request that carried them was lost: they are told again. */
	forgetStarts(): void {
		for (const job of this.running.values()) job.reportedStart = false;
	}

	take(reply: SyncReply): void {
		this.intake.take(reply.jobs.filter((job) => !this.isInTheWay(job)));
		// A cancel first: the jobs it takes are still this runner's to end and to report.
		const cancelFirst = (order: Order): number => (order.order === "cancel_workflow" ? 0 : 1);
		for (const order of reply.orders.toSorted((a, b) => cancelFirst(a) - cancelFirst(b))) this.obey(order);
		this.startHeld();
	}

	/** It was reset while it runs here: the new attempt must not run beside the old one, and is given again when that is gone. */
	private isInTheWay({ id, run_id, attempt_id }: ClaimedJob): boolean {
		const old = this.running.get(id)?.job;
		if (old === undefined || (old.run_id === run_id && old.attempt_id === attempt_id)) return false;
		this.drop(id, old.attempt_id);
		return true;
	}

	private obey(order: Order): void {
		if (order.order === "cancel_workflow") this.ender.tell({ type: "cancel" }, "the workflow was canceled");
		else if (order.order === "new_run") this.session.runId = order.run_id;
		else if (order.order === "drop_job") this.drop(order.job_id, order.attempt_id);
		else {
			const job = this.running.get(order.job_id);
			if (job) this.ender.endOne(job);
		}
	}

	/** The job is somebody else's now: it is killed and not reported. */
	private drop(jobId: number, attemptId: number): void {
		const job = this.running.get(jobId);
		if (job && job.job.attempt_id !== attemptId) return;
		this.intake.forget(jobId);
		if (!job || this.ender.ending === "cancel") return;
		this.dropped.add(job);
		signalJob(job, KILL, readProcessTable());
	}

	private startHeld(): void {
		this.intake.startFitting();
		if (this.startTimer !== null || this.running.size === 0) return;
		this.startTimer = setTimeout(() => {
			this.startTimer = null;
			if (this.unreported().length > 0) this.hooks.changed();
		}, START_REPORT_MS);
	}

	private giveBack(job: ClaimedJob): void {
		const now = this.session.clock();
		this.hooks.report({ ...startFailureReport(job, 0, "not started: the runner is ending", now), give_back: true });
	}

	private launch(job: ClaimedJob, placement: Placement): void {
		const deadline = this.ender.deadlineOf(job.supports_termination);
		this.session.options.onJob?.("start", job.name);
		const started = startJob(this.session, this.environment, { job, placement, deadline });
		if ("reason" in started) {
			this.ledger.release(job, placement);
			const fields = { job_id: job.id, return_code: started.code };
			this.session.log("error", `Job cannot be started: ${started.reason}`, fields);
			this.ends.counts.failed++;
			this.hooks.report(startFailureReport(job, started.code, started.reason, this.session.clock()));
			return;
		}
		this.running.set(job.id, started);
		logJobStarted(this.session, started);
		if (placement.sharesGpus) {
			this.session.log("warn", "Job shares GPUs with others: more are asked for than there are", { job_id: job.id });
		}
		this.ender.tell({ type: "started" }, "the time limit");
		this.sampler.jobStarted(started);
		void started.exited.then((exit) =>
			this.ended(started, this.steps === null ? exit : stepExit(exit, started.killedAt !== null)),
		);
	}

	private async ended(job: RunningJob, exit: ExitReport): Promise<void> {
		job.signaledAt ??= takeSignalMark(this.session, job.job);
		await holdBack(this.session, this.ender, job, exit);
		if (job.signaledAt !== null || job.killedAt !== null) await this.ender.lastProcessGone(job);
		else this.leftovers.watch(job.pid);
		const endedAt = this.session.clock();
		this.running.delete(job.job.id);
		this.ledger.release(job.job, job.placement);
		this.sampler.jobEnded();
		if (this.dropped.delete(job)) {
			this.intake.forget(job.job.id);
			this.hooks.changed();
			return;
		}
		const ranMs = endedAt - job.startedAt;
		this.meanRunMs = this.meanRunMs === null ? ranMs : this.meanRunMs * 0.8 + ranMs * 0.2;
		this.startHeld();
		await this.ends.settle({ job, exit, endedAt });
		this.startHeld();
		this.hooks.changed();
	}

	private beginEnding(reason: string): void {
		this.endingReason = reason;
		this.steps?.hurry();
		this.session.log("info", `Ending: ${reason}`, { running: this.running.size });
		this.intake.startFitting();
		this.hooks.onEnding(reason);
		this.hooks.changed();
	}

	private killForMemory(job: RunningJob, bytes: number): void {
		job.overMemory = true;
		const fields = { job_id: job.job.id, memory_bytes: bytes, limit_bytes: job.job.memory_bytes };
		this.session.log("error", "Job uses more memory than it may and is killed", fields);
		signalJob(job, KILL, readProcessTable());
	}
}
