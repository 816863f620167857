// Acts on the end of a runner: who is asked, who is killed, and when. May be called again at any time: what was done
// to a job is kept with it.
import { type ProcessEntry, readProcessTable } from "../../platform/process-table.ts";
import { jobMembers } from "../process/job-members.ts";
import type { RunningJob } from "../process/running-job.ts";
import { signalJob, signalProcess } from "../process/signal-job.ts";
import type { Session } from "../session.ts";
import { dutyOf, type Ending } from "./duty.ts";
import { afterFirstStart, killAfterAsking, type Plan } from "./plan.ts";
import { planOf } from "./plan-of-session.ts";
import { Timers } from "./timers.ts";

const KILL = 9;
const DEFAULT_LEAD_SECONDS = 30;
const KILL_AGAIN_MS = 250;
const MEMBERS_GONE_CHECK_MS = 50;
/** A process that survives KILL this long hangs in the kernel; nobody else's result waits for it. */
const UNKILLABLE_MS = 10_000;

export interface EnderHooks {
	running(): Iterable<RunningJob>;
	/** The ending begins: nothing is claimed or started any more. */
	onBegin(ending: Ending, reason: string): void;
	/** Everything is killed now, also what the runner runs beside jobs. */
	onKill(): void;
}

export class Ender {
	plan: Plan | null;
	ending: Ending | null = null;
	private readonly session: Session;
	private readonly hooks: EnderHooks;
	/** Epoch milliseconds when the ending began; null before. */
	beganAt: number | null = null;
	private readonly timers: Timers;
	/** Those of the plan; made again when the end moves. */
	private readonly planTimers: Timers;
	private startsOnce: boolean;
	private startedOnce = false;
	private table: { readonly at: number; readonly entries: readonly ProcessEntry[] } | null = null;

	constructor(session: Session, hooks: EnderHooks) {
		this.session = session;
		this.hooks = hooks;
		this.timers = new Timers(session.clock);
		this.planTimers = new Timers(session.clock);
		this.plan = planOf(session);
		this.startsOnce = this.plan !== null && this.plan.signalAfterFirstStartMs !== null;
		this.schedulePlan();
	}

	/** The end of the node is another now: the plan is made again. */
	endMoved(): void {
		this.planTimers.close();
		this.plan = planOf(this.session);
		if (this.plan === null) return;
		if (this.ending === null) this.schedulePlan();
		else this.planTimers.at(killAfterAsking(this.session.clock(), this.plan), () => this.killAll());
	}

	/** Everything that is left is killed by then, earlier than planned. */
	killBy(instant: number): void {
		this.planTimers.at(instant, () => this.killAll());
	}

	/** False once nothing may be claimed any more. */
	get takesJobs(): boolean {
		return this.ending === null && !(this.startsOnce && this.startedOnce);
	}

	/** A job has started: a squeezed plan counts from the first, and starts jobs only once. */
	jobStarted(startedAt: number): void {
		if (!this.startsOnce || this.startedOnce || this.plan === null) return;
		this.startedOnce = true;
		this.plan = afterFirstStart(this.plan, startedAt);
		this.schedule(this.plan);
	}

	/** When a job that starts now will be asked to end, or killed if it is not asked; null = no end. */
	deadlineOf(supportsTermination: boolean): number | null {
		if (this.plan === null) return null;
		const { signalAt, killAt } = afterFirstStart(this.plan, this.session.clock());
		return dutyOf("deadline", supportsTermination, this.policy()) === "signal" ? signalAt : killAt;
	}

	/** The first reason wins; a later one can only make it more urgent, and a cancel is final. */
	begin(ending: Ending, reason: string): void {
		const before = this.ending;
		if (before === "cancel" || before === ending || (before === "stop" && ending === "deadline")) return;
		this.ending = ending;
		this.beganAt ??= this.session.clock();
		if (before === null) this.hooks.onBegin(ending, reason);
		this.act();
		if (ending !== "deadline") this.timers.after(this.leadMs, () => this.killAll());
	}

	/** Does to each job what it is due; jobs that started late get it too. */
	act(): void {
		if (this.ending === null) return;
		for (const job of this.hooks.running()) {
			const duty = dutyOf(this.ending, job.job.supports_termination, this.policy());
			if (duty === "signal") this.ask(job);
			else if (duty === "kill") this.kill(job);
		}
	}

	/** One job is ended as a wall time would end it. */
	endOne(job: RunningJob): void {
		if (dutyOf("stop", job.job.supports_termination, this.policy()) === "kill") this.killUntilGone(job);
		else {
			this.ask(job);
			this.timers.after(this.leadMs, () => this.killUntilGone(job));
		}
	}

	/** Kills everything that is left, again until nothing is. */
	killAll(): void {
		this.hooks.onKill();
		for (const job of this.hooks.running()) this.killUntilGone(job);
	}

	/** Settles when no process of the job is left: after a signal a job ends with its last process. */
	async lastProcessGone(job: RunningJob): Promise<void> {
		while (jobMembers(job, this.recentTable()).length > 0) {
			if (job.killedAt !== null) {
				if (this.session.clock() - job.killedAt > UNKILLABLE_MS) return this.warnUnkillable(job);
				signalJob(job, KILL, this.recentTable());
			}
			await new Promise((done) => setTimeout(done, MEMBERS_GONE_CHECK_MS));
		}
	}

	close(): void {
		this.planTimers.close();
		this.timers.close();
	}

	private ask(job: RunningJob): void {
		if (job.signaledAt !== null || job.killedAt !== null) return;
		const table = readProcessTable();
		const leader = table.find((entry) => entry.pid === job.pid);
		// Reap first, then signal: a job that was already dead is judged as usual.
		if (table.length > 0 && (leader === undefined || leader.state === "Z")) return;
		const signal = this.session.ending.number;
		job.signaledAt = this.session.clock();
		this.signal(job, signal, table);
		this.session.log("info", "Job asked to end", { job_id: job.job.id, signal, pid: job.pid });
	}

	/** srun takes a signal for a wish to kill its step: the step gets it instead, srun nothing. */
	private signal(job: RunningJob, signal: number, table: readonly ProcessEntry[]): void {
		const { allocation } = this.session.options;
		const members = allocation === undefined ? [] : jobMembers(job, table);
		const sruns = members.filter(({ name }) => name === "srun");
		if (allocation === undefined || sruns.length === 0) {
			signalJob(job, signal, table);
			return;
		}
		for (const member of members) if (member.name !== "srun") signalProcess(member.pid, signal);
		allocation.signalSteps(
			sruns.map(({ pid }) => pid),
			signal,
		);
	}

	private kill(job: RunningJob): void {
		if (job.killedAt === null) {
			job.killedAt = this.session.clock();
			this.session.log("warn", "Job killed", { job_id: job.job.id, pid: job.pid });
		}
		signalJob(job, KILL, this.recentTable());
	}

	private killUntilGone(job: RunningJob): void {
		if (![...this.hooks.running()].includes(job)) return;
		this.kill(job);
		if (job.killedAt !== null && this.session.clock() - job.killedAt > UNKILLABLE_MS) {
			this.warnUnkillable(job);
			job.abandon();
		} else this.timers.after(KILL_AGAIN_MS, () => this.killUntilGone(job));
	}

	private warnUnkillable(job: RunningJob): void {
		this.session.log("error", "processes of the job cannot be killed; it is reported without them", {
			job_id: job.job.id,
			pid: job.pid,
		});
	}

	/** Many jobs may ask within one check; one look serves them all. */
	private recentTable(): readonly ProcessEntry[] {
		const now = performance.now();
		if (this.table === null || now - this.table.at > MEMBERS_GONE_CHECK_MS / 2) {
			this.table = { at: now, entries: readProcessTable() };
		}
		return this.table.entries;
	}

	private policy(): { readonly signalsAll: boolean } {
		const { termination_signal, sigterm_lead_seconds, srun_termination_signal } = this.session.execution;
		return { signalsAll: [termination_signal, sigterm_lead_seconds, srun_termination_signal].some((v) => v != null) };
	}

	private get leadMs(): number {
		return (this.session.ending.leadSeconds ?? DEFAULT_LEAD_SECONDS) * 1000;
	}

	private schedulePlan(): void {
		const { plan } = this;
		if (plan === null) return;
		this.startsOnce = plan.signalAfterFirstStartMs !== null && !this.startedOnce;
		if (this.startsOnce) this.planTimers.at(plan.deadline, () => this.begin("deadline", "the time limit"));
		else this.schedule(plan);
	}

	private schedule(plan: Plan): void {
		this.planTimers.at(plan.signalAt, () => this.begin("deadline", "the time limit"));
		this.planTimers.at(plan.killAt, () => this.killAll());
	}
}
