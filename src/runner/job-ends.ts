// What becomes of jobs that have ended: judged, given another attempt or not, and reported at once.
import type { FinishedReport } from "../contract/sync.ts";
import type { ExitReport } from "../platform/spawn.ts";
import { leftBehind } from "./checkpoint/progress.ts";
import { decideRetry, type RetryContext } from "./failure/decide-retry.ts";
import { logJobCompleted } from "./job-log.ts";
import { judgeEnd } from "./judge-end.ts";
import type { Judgement } from "./process/judge-exit.ts";
import { withDigests } from "./process/output-files.ts";
import type { RunningJob } from "./process/running-job.ts";
import { makeReport } from "./report.ts";
import type { Session } from "./session.ts";
import type { Steps } from "./steps/steps.ts";
import type { Ender } from "./terminate/ender.ts";
import { givenLeadSeconds } from "./terminate/given-lead.ts";

export interface EndedJob {
	readonly job: RunningJob;
	readonly exit: ExitReport;
	/** Epoch milliseconds. */
	readonly endedAt: number;
}

export interface EndHooks {
	runScript: RetryContext["runScript"];
	report(report: FinishedReport): void;
	/** Why the runner ends, in words; null while it goes on. */
	endingReason(): string | null;
}

export class JobEnds {
	readonly counts = { completed: 0, failed: 0, terminated: 0, canceled: 0, retried: 0 };
	/** Ended, but not reported before Slurm has said why, or their recovery script has ended. */
	private readonly unsettled = new Set<number>();
	private readonly session: Session;
	private readonly ender: Ender;
	private readonly steps: Steps | null;
	private readonly hooks: EndHooks;

	constructor(session: Session, { ender, steps }: { ender: Ender; steps: Steps | null }, hooks: EndHooks) {
		this.session = session;
		this.ender = ender;
		this.steps = steps;
		this.hooks = hooks;
	}

	get size(): number {
		return this.unsettled.size;
	}

	ids(): Iterable<number> {
		return this.unsettled.keys();
	}

	/** Settles when the job is reported. What cannot be found out about an end fails the job, and nothing else. */
	async settle(ended: EndedJob): Promise<void> {
		const { id } = ended.job.job;
		this.unsettled.add(id);
		const report = await this.judge(ended).catch((error: Error) => this.giveUp(ended, error));
		this.unsettled.delete(id);
		this.hooks.report(report);
		this.steps?.figures.ended(ended.job);
	}

	private async judge(ended: EndedJob): Promise<FinishedReport> {
		const { job, exit } = ended;
		if (await this.steps?.ranOutOfMemory(job, exit)) job.overMemory = true;
		const why = this.hooks.endingReason();
		const { judged, outputs: written } = judgeEnd(this.session, job, exit, { ending: this.ender.ending, why });
		const outputs = await withDigests(this.session, job.job, written);
		if (judged.status === "completed" && this.session.stdioOf(job.job.name).deleteOnSuccess) job.stdio.remove();
		const context = { ending: () => this.ender.ending, runScript: this.hooks.runScript };
		const { judgement, retry } = await decideRetry(context, job, judged);
		const left = leftBehind(this.session, job, judgement.status === "completed");
		return this.told(ended, judgement, { outputs, retry, left });
	}

	private giveUp(ended: EndedJob, error: Error): FinishedReport {
		const { job, exit } = ended;
		const reason = `the runner could not judge its end: ${error.message}`;
		this.session.log("error", `Job fails: ${reason}`, { job_id: job.job.id, return_code: exit.code });
		const judgement = { status: "failed", returnCode: exit.code || 1, reason, rule: null } as const;
		return this.told(ended, judgement, { outputs: [], retry: null, left: { checkpoint: null, progress: null } });
	}

	private told(
		ended: EndedJob,
		judgement: Judgement,
		facts: Pick<Parameters<typeof makeReport>[0], "outputs" | "retry" | "left">,
	): FinishedReport {
		if (facts.retry) this.counts.retried++;
		else if (judgement.status === "pending_failed") this.counts.failed++;
		else this.counts[judgement.status]++;
		logJobCompleted(this.session, ended.job, judgement, ended.endedAt);
		const leadSeconds = givenLeadSeconds(ended.job, this.ender, this.ender.leadSeconds);
		return makeReport({ ...ended, ...facts, judgement, leadSeconds, cause: this.ender.lossCause });
	}
}
