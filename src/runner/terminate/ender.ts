// The acting half of the ending (machine.ts is the deciding one): asks and kills as the state says, and knows when the last
// process of a job is gone. May act again at any time: what was done to a job is kept with it.
import type { LossCause } from "../../core/lost-work.ts";
import { hasProcessTable, type ProcessEntry, readProcess, readProcessTable } from "../../platform/process-table.ts";
import { jobMembers, stepProcesses } from "../process/job-members.ts";
import type { RunningJob } from "../process/running-job.ts";
import { signalJob, signalProcess } from "../process/signal-job.ts";
import type { Session } from "../session.ts";
import { dutyOf, type Ending } from "./duty.ts";
import {
	deadlineOf,
	dutyNow,
	type EndingEvent,
	type EndingState,
	initialState,
	killInstant,
	next,
	phaseOf,
	wakeAt,
} from "./machine.ts";
import { orderedLeadSeconds, type Plan } from "./plan.ts";
import { planOf } from "./plan-of-session.ts";
import { Timers } from "./timers.ts";

const KILL = 9;
const KILL_AGAIN_MS = 250;
const MEMBERS_GONE_CHECK_MS = 50;
/** So long a step may take from srun's start to its first process. */
const STEP_START_MS = 2_500;
/** So long Slurm has to kill a step. */
const STEP_KILL_MS = 3_000;
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
	private state: EndingState;
	private readonly session: Session;
	private readonly hooks: EnderHooks;
	private readonly timers: Timers;
	/** The next instant at which the state changes by itself. */
	private readonly alarm: Timers;
	private blamed: LossCause | null = null;
	private table: { readonly at: number; readonly entries: readonly ProcessEntry[] } | null = null;

	constructor(session: Session, hooks: EnderHooks) {
		this.session = session;
		this.hooks = hooks;
		this.timers = new Timers(session.clock);
		this.alarm = new Timers(session.clock);
		this.state = initialState(planOf(session));
		this.setAlarm();
	}

	get ending(): Ending | null {
		return this.state.ending;
	}

	/** Why jobs are stopped, where that is another reason than that the time is over. */
	get lossCause(): LossCause | null {
		return this.blamed ?? (this.ending === "stop" ? "stop" : null);
	}

	/** Slurm has said why it ends the allocation. */
	blame(cause: LossCause): void {
		this.blamed = cause;
	}

	/** Epoch milliseconds when the ending began; null before. */
	get beganAt(): number | null {
		return this.state.beganAt;
	}

	get plan(): Plan | null {
		return this.state.plan;
	}

	/** When what is left is killed, epoch milliseconds; null while that is not known. */
	get killAt(): number | null {
		return killInstant(this.state);
	}

	/** What jobs are given when their end is ordered. */
	get leadSeconds(): number {
		const { ending, options } = this.session;
		return orderedLeadSeconds(ending.leadSeconds, options.allocation?.warningSeconds ?? null);
	}

	/** False once nothing may be claimed any more. */
	get takesJobs(): boolean {
		return phaseOf(this.state) === "working";
	}

	/** The end of the node is another now: the plan is made again. */
	endMoved(): void {
		this.tell({ type: "planned", plan: planOf(this.session) }, "the time limit was moved");
	}

	/** Takes in what has happened and does what follows from it. `reason` is for people. */
	tell(event: EndingEvent, reason: string): void {
		const before = this.state;
		this.state = next(before, event, this.session.clock(), this.leadMs);
		const { ending, killing } = this.state;
		if (before.ending === null && ending !== null) this.hooks.onBegin(ending, reason);
		if (!before.killing && killing) this.hooks.onKill();
		this.act();
		this.setAlarm();
	}

	/** When a job that starts now will be asked to end, or killed if it is not asked; null = no end. */
	deadlineOf(supportsTermination: boolean): number | null {
		return deadlineOf(this.state, this.session.clock(), supportsTermination, this.policy());
	}

	/** Whether the job is one of those that the ending asks. */
	asks(job: RunningJob): boolean {
		return dutyNow(this.state, job.job.supports_termination, this.policy()) === "signal";
	}

	/** One job is ended as a stop would end it. */
	endOne(job: RunningJob): void {
		if (dutyOf("stop", job.job.supports_termination, this.policy()) === "kill") this.killUntilGone(job);
		else {
			this.ask(job);
			this.timers.after(this.leadMs, () => this.killUntilGone(job));
		}
	}

	/** Does to each job what it is due; what was done already is kept with the job. */
	private act(): void {
		for (const job of this.hooks.running()) {
			const duty = dutyNow(this.state, job.job.supports_termination, this.policy());
			if (duty === "signal") this.ask(job);
			else if (duty === "kill" && job.killedAt === null) this.killUntilGone(job);
		}
	}

	private setAlarm(): void {
		this.alarm.close();
		const instant = wakeAt(this.state);
		if (instant !== null) this.alarm.at(instant, () => this.tell({ type: "tick" }, "the time limit"));
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
		this.alarm.close();
		this.timers.close();
	}

	private ask(job: RunningJob): void {
		if (job.signaledAt !== null || job.killedAt !== null) return;
		const leader = readProcess(job.pid);
		// Reap first, then signal: a job that was already dead is judged as usual.
		if (leader?.state === "Z" || (leader === null && hasProcessTable)) return;
		const signal = this.session.ending.number;
		this.session.options.onJob?.("asked", job.job.name);
		job.signaledAt = this.session.clock();
		this.signal(job, signal, this.recentTable());
		this.session.log("info", "Job asked to end", { job_id: job.job.id, signal, pid: job.pid });
		if (this.session.mode === "slurm" && job.signaledAt - job.startedAt < STEP_START_MS) this.askAgain(job, signal);
	}

	/** A signal to a step that has no processes yet is lost. */
	private askAgain(job: RunningJob, signal: number): void {
		this.timers.after(STEP_START_MS, () => {
			const isThere = [...this.hooks.running()].includes(job) && job.killedAt === null;
			if (isThere) this.signal(job, signal, readProcessTable());
		});
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
			// With the controller away, what runs on this machine can be told all the same.
			() => {
				for (const { pid } of stepProcesses(job, readProcessTable())) signalProcess(pid, signal);
			},
		);
	}

	private kill(job: RunningJob): void {
		if (job.killedAt === null) {
			job.killedAt = this.session.clock();
			this.session.log("warn", "Job killed", { job_id: job.job.id, pid: job.pid });
		}
		// A step is killed as a step; where Slurm does not do it in time, srun's death does.
		const stubborn = this.session.clock() - job.killedAt > STEP_KILL_MS;
		if (this.session.mode === "slurm" && !stubborn) this.signal(job, KILL, this.recentTable());
		else signalJob(job, KILL, this.recentTable());
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
		return this.leadSeconds * 1000;
	}
}
