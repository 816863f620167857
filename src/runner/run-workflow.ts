// The life of a runner: prepare, work until there is nothing left or the time is over, leave in good order.
import type { SyncReply, WorkflowProgress } from "../contract/sync.ts";
import { becomeSubreaper } from "../platform/subreaper.ts";
import { ActionRunner } from "./actions/run-actions.ts";
import { EndWatch } from "./allocation/end-watch.ts";
import { awaitsJobs } from "./awaited-jobs.ts";
import { deliverEarlier } from "./journal/deliver-earlier.ts";
import { Journal } from "./journal/journal.ts";
import { leaveReason } from "./leaving.ts";
import { drawPlots } from "./monitor/draw-plots.ts";
import { workflowEnvironment } from "./process/job-environment.ts";
import type { LeaveReason, RunnerOptions, RunnerOutcome } from "./runner-options.ts";
import { openSession, type Session } from "./session.ts";
import { SyncLoop } from "./sync/sync-loop.ts";
import { Timers } from "./terminate/timers.ts";
import { Work } from "./working.ts";

/** How long the last reports may take when the server is slow; what is left then stays in the journal. */
const LAST_REPORTS_MS = 5_000;
/** How long a runner waits for the figures of its last steps; accounting is seconds late. */
const FIGURES_MS = 6_000;
/** Actions that still run this long before the end are killed, so that the runner can sign off. */
const LAST_MOMENT_MS = 1_000;

/** A persistent runner asks so often whether jobs for it are left. */
const AWAITED_AGAIN_MS = 5_000;
const JOBS = ["on_jobs_ready", "on_jobs_complete"];
/** Of a runner that does not leave when the workflow is complete. */
const STAYING = [...JOBS, "on_workflow_complete"];

/** Errors: what the server answers at the start; `environment` when the output folder cannot be written. */
export async function runWorkflow(options: RunnerOptions): Promise<RunnerOutcome> {
	becomeSubreaper();
	const session = await openSession(options);
	const environment = workflowEnvironment(session);
	await deliverEarlier(session);
	const head = {
		workflow_id: session.workflowId,
		compute_node_id: session.nodeId,
		hostname: session.hostname,
		pid: process.pid,
		start_time: new Date(session.startedAt).toISOString(),
	};
	const journal = new Journal(session.outputDirectory, head, (message) => session.log("error", message));
	const life = new Life(session, journal, environment);
	const { actions } = life;
	await actions.run(["on_workflow_start", "on_worker_start"]);
	const reason = await life.untilTheEnd();
	if (reason === "complete" && !life.hasUnfinishedWork) await actions.run(["on_workflow_complete"]);
	await actions.run(["on_worker_complete"]);
	await life.sync.drain(life.lastReportsMs());
	life.close();
	await life.work.steps?.figures.settle(life.figuresMs());
	await life.work.leftovers.clear();
	const isKept = journal.close();
	const figures = life.work.sampler.stop();
	await leaveNode(session, figures);
	await drawPlots(session, life.work.sampler.databasePath);
	const { counts } = life.work.ends;
	return {
		workflowId: session.workflowId,
		runId: session.runId,
		computeNodeId: session.nodeId,
		counts: { ...counts },
		hadFailures: counts.failed > 0,
		hadTerminations: counts.terminated > 0,
		reason,
		undelivered: life.sync.undelivered,
		journalPath: life.sync.undelivered > 0 && isKept ? journal.path : null,
		unfinishedWork: life.hasUnfinishedWork,
		preempted: life.preempted,
	};
}

/** From the first sync to the decision to leave. */
class Life {
	readonly work: Work;
	readonly sync: SyncLoop;
	private readonly session: Session;
	readonly actions: ActionRunner;
	private readonly timers: Timers;
	private readonly endWatch: EndWatch | null;
	private readonly stopListening: (() => void) | undefined;
	private progress: WorkflowProgress | null = null;
	private lastActivity: number;
	private actionsRunning = false;
	/** Pending actions that are not for this runner; null: it has to look. */
	private actionsLeft: number | null = 0;
	private refused: LeaveReason | null = null;
	private ending: string | null = null;
	private leave: (reason: LeaveReason) => void = () => undefined;
	private stopRequests = 0;
	private askedForJobsAt = Number.NEGATIVE_INFINITY;

	constructor(session: Session, journal: Journal, environment: Record<string, string>) {
		this.session = session;
		this.lastActivity = session.clock();
		this.work = new Work(session, environment, {
			report: (report) => {
				this.lastActivity = session.clock();
				this.sync.finished(report);
			},
			changed: () => {
				this.sync.kick();
				this.tell();
				this.considerLeaving();
			},
			onEnding: (reason) => {
				this.ending = reason;
			},
		});
		this.actions = new ActionRunner(session, environment, this.work.commands);
		this.sync = new SyncLoop(session, journal, {
			offer: () => this.work.offer(),
			holding: () => this.work.holding(),
			started: () => this.work.started(),
			onReply: (reply) => this.onReply(reply),
			onLost: () => this.work.forgetStarts(),
			onRefused: (error) => {
				session.log("error", `The workflow or this node is gone from the server: ${error.message}`);
				this.refused = "workflow_gone";
				this.work.ender.tell({ type: "cancel" }, "the workflow is gone");
				this.considerLeaving();
			},
		});
		this.timers = new Timers(session.clock);
		this.watchLastMoment();
		const { allocation } = session.options;
		this.endWatch = allocation === undefined ? null : new EndWatch(session, allocation, this.work.ender);
		this.stopListening = session.options.stop?.listen((reason) => this.stop(reason));
	}

	get hasUnfinishedWork(): boolean {
		return this.progress?.has_unfinished_work ?? false;
	}

	get preempted(): boolean {
		return this.endWatch?.preempted ?? false;
	}

	async untilTheEnd(): Promise<LeaveReason> {
		const left = new Promise<LeaveReason>((resolve) => {
			this.leave = resolve;
		});
		const idleCheck = setInterval(() => this.considerLeaving(), 500);
		this.work.sampler.start();
		this.sync.kick();
		const reason = await left;
		clearInterval(idleCheck);
		return reason;
	}

	/** The time the last reports may take. */
	lastReportsMs(): number {
		const { deadline } = this.session;
		return deadline === undefined ? LAST_REPORTS_MS : Math.min(LAST_REPORTS_MS, deadline - this.session.clock());
	}

	/** The time Slurm's accounting may take to tell the figures of the last steps. */
	figuresMs(): number {
		const { deadline } = this.session;
		return deadline === undefined
			? FIGURES_MS
			: Math.min(FIGURES_MS, deadline - this.session.clock() - LAST_REPORTS_MS);
	}

	/** Nothing is left to be stopped. */
	close(): void {
		this.timers.close();
		this.stopListening?.();
		this.endWatch?.close();
		this.work.ender.close();
	}

	/** The end may be moved meanwhile. */
	private watchLastMoment(): void {
		const { deadline, clock } = this.session;
		const leftMs = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - LAST_MOMENT_MS - clock();
		if (leftMs <= 0) this.work.commands.close();
		else this.timers.after(Math.min(leftMs, LAST_MOMENT_MS), () => this.watchLastMoment());
	}

	/** The first request asks the jobs to end, the second kills them. In an allocation each is asked about. */
	private stop(reason: string): void {
		if (this.endWatch !== null) {
			void this.endWatch.signaled(reason).then(() => this.considerLeaving());
			return;
		}
		this.stopRequests++;
		if (this.stopRequests > 1) this.work.commands.close();
		this.work.ender.tell({ type: "stop" }, reason);
		this.considerLeaving();
	}

	private onReply(reply: SyncReply): void {
		for (const { job_id, attempt_id, message } of reply.rejected) {
			this.session.log("warn", `report refused: ${message}`, { job_id, attempt_id });
		}
		if (reply.jobs.length > 0) this.lastActivity = this.session.clock();
		this.progress = reply.workflow;
		this.work.take(reply);
		void this.runPendingActions(reply.workflow);
		this.tell();
		this.considerLeaving();
	}

	private async runPendingActions({ actions_pending }: WorkflowProgress): Promise<void> {
		if (this.actionsRunning || actions_pending === this.actionsLeft) return;
		this.actionsRunning = true;
		// Others fire while one runs: it is over when a look takes nothing.
		for (let taken = 1; taken > 0; ) {
			const look = await this.actions.run(
				this.session.workflow.compute_node_ignore_workflow_completion ? STAYING : JOBS,
			);
			taken = look.taken;
			this.actionsLeft = look.left;
		}
		this.actionsRunning = false;
		this.considerLeaving();
	}

	private considerLeaving(): void {
		const reason = this.reasonToLeave();
		if (reason === "idle" && this.session.options.persistent) void this.leaveUnlessAwaited();
		else if (reason !== null) this.leave(reason);
	}

	private async leaveUnlessAwaited(): Promise<void> {
		const now = performance.now();
		if (now - this.askedForJobsAt < AWAITED_AGAIN_MS) return;
		this.askedForJobsAt = now;
		if (!(await awaitsJobs(this.session)) && this.reasonToLeave() === "idle") this.leave("idle");
	}

	private reasonToLeave(): LeaveReason | null {
		const { deadline } = this.session;
		return leaveReason({
			session: this.session,
			progress: this.progress,
			busy: this.work.busy + (this.actionsRunning ? 1 : 0),
			unreported: this.sync.undelivered,
			ending: this.work.ender.ending,
			refused: this.refused,
			awayMs: this.sync.awayMs,
			idleMs: this.session.clock() - this.lastActivity,
			leftMs: deadline === undefined ? null : deadline - this.session.clock(),
		});
	}

	private tell(): void {
		const counts = this.progress?.counts ?? {};
		const of = (status: string): number => counts[status] ?? 0;
		const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
		const ended = of("completed") + of("failed") + of("canceled") + of("terminated") + of("disabled");
		this.session.options.onProgress?.({
			total,
			completed: of("completed"),
			failed: of("failed"),
			terminated: of("terminated"),
			canceled: of("canceled"),
			running: this.work.running.size,
			left: total - ended,
			serverAway: this.sync.serverAway,
			ending: this.ending,
		});
	}
}

async function leaveNode(session: Session, figures: object | null): Promise<void> {
	const duration_seconds = (session.clock() - session.startedAt) / 1000;
	const node = await session.client
		.getComputeNode({ params: { id: session.nodeId } })
		.then((stored) =>
			session.client.updateComputeNode({
				params: { id: session.nodeId },
				body: { ...stored, is_active: false, duration_seconds, ...figures },
			}),
		)
		.catch((error: Error) => {
			session.log("warn", `the compute node cannot be signed off: ${error.message}`);
			return null;
		});
	session.log("info", "Runner ended", { compute_node_id: session.nodeId, signed_off: node !== null });
}
