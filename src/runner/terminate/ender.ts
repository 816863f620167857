// Acts on the end of a runner: who is asked, who is killed, and when. May be called again at any time: what was done
// to a job is kept with it.
import { readProcessTable } from "../../platform/process-table.ts";
import { signalNumber } from "../../platform/spawn.ts";
import type { RunningJob } from "../process/running-job.ts";
import { livingMembers, signalJob } from "../process/signal-job.ts";
import type { Session } from "../session.ts";
import { dutyOf, type Ending } from "./duty.ts";
import { afterFirstStart, makePlan, type Plan } from "./plan.ts";

const KILL = 9;
const KILL_AGAIN_MS = 250;
const MEMBERS_GONE_CHECK_MS = 50;
/** setTimeout's own limit. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface EnderHooks {
	running(): Iterable<RunningJob>;
	/** The ending begins: nothing is claimed or started any more. */
	onBegin(ending: Ending, reason: string): void;
}

export class Ender {
	plan: Plan | null = null;
	ending: Ending | null = null;
	private readonly session: Session;
	private readonly hooks: EnderHooks;
	private readonly leadMs: number;
	private killing = false;
	private timers: ReturnType<typeof setTimeout>[] = [];

	constructor(session: Session, hooks: EnderHooks) {
		this.session = session;
		this.hooks = hooks;
		this.leadMs = (session.execution.sigterm_lead_seconds ?? 30) * 1000;
		const { deadline } = session.options;
		if (deadline === undefined) return;
		const { execution, workflow } = session;
		this.plan = makePlan(session.startedAt, deadline, {
			headroomSeconds: execution.sigkill_headroom_seconds ?? null,
			leadSeconds: execution.sigterm_lead_seconds ?? null,
			warningSeconds: null,
			bufferSeconds: workflow.compute_node_expiration_buffer_seconds ?? null,
			hasExecutionConfig: workflow.execution_config != null,
			pollIntervalSeconds: session.options.pollIntervalSeconds ?? 5,
		});
		if (this.plan.signalAfterFirstStartMs === null) this.schedule(this.plan);
		else this.at(deadline, () => this.begin("deadline", "the time limit"));
	}

	/** A job has started: a squeezed plan counts from the first. */
	jobStarted(startedAt: number): void {
		if (this.plan === null || this.plan.signalAfterFirstStartMs === null) return;
		this.plan = afterFirstStart(this.plan, startedAt);
		this.schedule(this.plan);
	}

	/** When a job that starts now will be asked to end, or killed if it is not asked; null = no end. */
	deadlineOf(supportsTermination: boolean): number | null {
		if (this.plan === null) return null;
		return dutyOf("deadline", supportsTermination, this.policy()) === "signal" ? this.plan.signalAt : this.plan.killAt;
	}

	/** The first reason wins; a later one can only make it more urgent. */
	begin(ending: Ending, reason: string): void {
		if (this.ending !== null) {
			if (this.ending === "deadline" && ending !== "deadline") {
				this.ending = ending;
				this.act();
				this.at(this.session.clock() + this.leadMs, () => this.killAll());
			}
			return;
		}
		this.ending = ending;
		this.hooks.onBegin(ending, reason);
		this.act();
		if (ending !== "deadline") this.at(this.session.clock() + this.leadMs, () => this.killAll());
	}

	/** Does to each job what it is due; jobs that started late get it too. */
	act(): void {
		if (this.ending === null) return;
		const table = readProcessTable();
		const signal = signalNumber(this.session.execution.termination_signal ?? "SIGTERM") ?? 15;
		for (const job of this.hooks.running()) {
			const duty = dutyOf(this.ending, job.job.supports_termination, this.policy());
			if (duty === "wait" || job.signaledAt !== null || job.killed) continue;
			if (duty === "signal") {
				job.signaledAt = this.session.clock();
				signalJob(job.pid, signal, table);
				this.session.log("info", "Job asked to end", { job_id: job.job.id, signal, pid: job.pid });
			} else this.kill(job);
		}
	}

	/** Kills everything that is left, again until nothing is. */
	killAll(): void {
		this.killing = true;
		let left = 0;
		for (const job of this.hooks.running()) {
			this.kill(job);
			left++;
		}
		if (left > 0) this.timers.push(setTimeout(() => this.killAll(), KILL_AGAIN_MS));
	}

	get isKilling(): boolean {
		return this.killing;
	}

	/** Settles when no process of the job is left: after a signal a job ends with its last process. */
	async lastProcessGone(job: RunningJob): Promise<void> {
		while (livingMembers(job.pid, readProcessTable()).length > 0) {
			if (job.killed) signalJob(job.pid, KILL, readProcessTable());
			await new Promise((done) => setTimeout(done, MEMBERS_GONE_CHECK_MS));
		}
	}

	close(): void {
		for (const timer of this.timers) clearTimeout(timer);
	}

	private kill(job: RunningJob): void {
		if (!job.killed) this.session.log("warn", "Job killed", { job_id: job.job.id, pid: job.pid });
		job.killed = true;
		signalJob(job.pid, KILL, readProcessTable());
	}

	private policy(): { readonly signalsAll: boolean } {
		const { termination_signal, sigterm_lead_seconds, srun_termination_signal } = this.session.execution;
		return { signalsAll: [termination_signal, sigterm_lead_seconds, srun_termination_signal].some((v) => v != null) };
	}

	private schedule(plan: Plan): void {
		this.at(plan.signalAt, () => this.begin("deadline", "the time limit"));
		this.at(plan.killAt, () => this.killAll());
	}

	/** At an instant, however far away; never late because of a sleep. */
	private at(instant: number, act: () => void): void {
		const wait = instant - this.session.clock();
		const timer =
			wait > LONGEST_TIMER_MS
				? setTimeout(() => this.at(instant, act), LONGEST_TIMER_MS)
				: setTimeout(act, Math.max(0, wait));
		this.timers.push(timer);
	}
}
