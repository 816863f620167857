// Jobs that were given to this runner and have not started: they wait for something to be free, or for their checkpoint.
import type { ClaimedJob } from "../contract/sync.ts";
import type { Ledger, Placement } from "./ledger/ledger.ts";

export interface IntakeHooks {
	/** Nothing may be started any more. */
	isEnding(): boolean;
	/** What has to be done before the job starts; null: nothing. */
	prepare(job: ClaimedJob): Promise<void> | null;
	launch(job: ClaimedJob, placement: Placement): void;
	giveBack(job: ClaimedJob): void;
	/** A job that was being prepared has started or was given back. */
	settled(): void;
}

export class Intake {
	private readonly ledger: Ledger;
	private readonly hooks: IntakeHooks;
	private held: ClaimedJob[] = [];
	/** Their resources are taken. */
	private readonly preparing = new Set<number>();
	/** Job → run and attempt last given: a repeated delivery is the same job. */
	private readonly given = new Map<number, string>();

	constructor(ledger: Ledger, hooks: IntakeHooks) {
		this.ledger = ledger;
		this.hooks = hooks;
	}

	/** Waiting for something to be free. */
	get waiting(): readonly ClaimedJob[] {
		return this.held;
	}

	get size(): number {
		return this.held.length + this.preparing.size;
	}

	ids(): number[] {
		return [...this.held.map((job) => job.id), ...this.preparing];
	}

	take(jobs: readonly ClaimedJob[]): void {
		for (const job of jobs) {
			const key = `${job.run_id}/${job.attempt_id}`;
			if (this.given.get(job.id) === key) continue;
			this.given.set(job.id, key);
			this.held.push(job);
		}
	}

	/** The job may be given again. */
	forget(jobId: number): void {
		this.given.delete(jobId);
		this.held = this.held.filter((job) => job.id !== jobId);
		this.preparing.delete(jobId);
	}

	/** Starts what fits; the rest waits for the next end. Nothing is started in an ending: all goes back. */
	startFitting(): void {
		// Taken off before it is started: a start may begin the ending, which comes here again.
		for (const job of this.held.splice(0)) {
			const placement = this.hooks.isEnding() ? null : this.ledger.take(job);
			if (placement !== null) this.start(job, placement);
			else this.held.push(job);
		}
		if (this.hooks.isEnding()) for (const job of this.held.splice(0)) this.return(job);
	}

	private start(job: ClaimedJob, placement: Placement): void {
		const prepared = this.hooks.prepare(job);
		if (prepared === null) {
			this.hooks.launch(job, placement);
			return;
		}
		this.preparing.add(job.id);
		void prepared.then(() => {
			const wanted = this.preparing.delete(job.id);
			if (wanted && !this.hooks.isEnding()) this.hooks.launch(job, placement);
			else {
				this.ledger.release(job, placement);
				if (wanted) this.return(job);
			}
			this.hooks.settled();
		});
	}

	private return(job: ClaimedJob): void {
		this.given.delete(job.id);
		this.hooks.giveBack(job);
	}
}
