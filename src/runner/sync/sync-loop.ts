// The runner's conversation with the server (DESIGN.md, The sync loop): reports go at once, a poll waits while there is
// nothing to report, and an outage holds up nothing but the reports themselves.
import type { FinishedReport, Offer, SyncReply, SyncRequest } from "../../contract/sync.ts";
import { TorcError } from "../../core/errors.ts";
import type { Journal } from "../journal/journal.ts";
import type { Session } from "../session.ts";
import { OutageNotice } from "./outage-notice.ts";

export interface SyncHooks {
	/** What may be claimed now; null = nothing. */
	offer(): Offer | null;
	/** Jobs given but not yet started. */
	holding(): number[];
	/** Jobs that have started and were not yet reported as such. */
	started(): SyncRequest["started"];
	onReply(reply: SyncReply): void;
	/** A request got no answer: what it told has to be told again. */
	onLost(): void;
	/** The workflow or the node is gone from the server. */
	onRefused(error: TorcError): void;
}

const POLL_SECONDS = 25;
/** An answer that takes this much longer than asked for will not come: the connection is dead though nobody said so. */
const SILENCE_MS = 20_000;
const RETRY_MS = { first: 50, most: 1_000, mostLater: 30_000, laterAfter: 60_000 };

export class SyncLoop {
	private readonly session: Session;
	private readonly journal: Journal;
	private readonly hooks: SyncHooks;
	private news: FinishedReport[] = [];
	private reporting = false;
	private poll: AbortController | null = null;
	private kicked = false;
	private stopped = false;
	private retryTimer: ReturnType<typeof setTimeout> | null = null;
	/** On the monotonic clock: a clock that is set makes no outage longer. */
	private awaySince: number | null = null;
	private failures = 0;
	private readonly outage: OutageNotice;

	constructor(session: Session, journal: Journal, hooks: SyncHooks) {
		this.session = session;
		this.outage = new OutageNotice(session);
		this.journal = journal;
		this.hooks = hooks;
	}

	/** Reports that the server has not acknowledged. */
	get undelivered(): number {
		return this.news.length;
	}

	get serverAway(): boolean {
		return this.awaySince !== null;
	}

	/** Milliseconds without an answer; 0 while the server answers. */
	get awayMs(): number {
		return this.awaySince === null ? 0 : performance.now() - this.awaySince;
	}

	/** Journals an end and tells the server. */
	finished(report: FinishedReport): void {
		this.journal.finished(report);
		this.news.push(report);
		this.kick();
	}

	/** Something changed that the server should know, or that may let it give more. */
	kick(): void {
		if (this.stopped) return;
		this.kicked = true;
		if (!this.reporting && this.retryTimer === null) void this.report();
	}

	/** Sends what is left, for at most so many milliseconds; then no more is sent. */
	async drain(forMs: number): Promise<void> {
		const until = performance.now() + forMs;
		this.poll?.abort();
		while ((this.reporting || this.news.length > 0) && performance.now() < until && !this.stopped) {
			this.kick();
			await new Promise((done) => setTimeout(done, 5));
		}
		this.stopped = true;
		this.poll?.abort();
		if (this.retryTimer) clearTimeout(this.retryTimer);
	}

	private async report(): Promise<void> {
		this.reporting = true;
		while (this.kicked && !this.stopped) {
			this.kicked = false;
			const sent = this.news.slice();
			const reply = await this.send(this.request(sent, 0), null);
			// An answer to a runner that has left changes nothing any more; what it gave is found with a node that is gone.
			if (reply === null || this.stopped) break;
			this.news = this.news.slice(sent.length);
			this.journal.acknowledged(sent);
			this.hooks.onReply(reply);
		}
		this.reporting = false;
		if (!this.stopped && this.retryTimer === null && this.poll === null) void this.startPoll();
	}

	private async startPoll(): Promise<void> {
		const control = new AbortController();
		this.poll = control;
		const reply = await this.send(this.request([], POLL_SECONDS), control.signal);
		this.poll = null;
		if (this.stopped || reply === null) return;
		this.hooks.onReply(reply);
		// A superseded poll was ended by a report, which starts the next one itself.
		if (!this.reporting && this.retryTimer === null) void this.startPoll();
	}

	private request(finished: readonly FinishedReport[], waitSeconds: number): SyncRequest {
		return {
			run_id: this.session.runId,
			started: this.hooks.started(),
			finished: [...finished],
			holding: this.hooks.holding(),
			offer: this.hooks.offer(),
			labels: [...(this.session.options.labels ?? [])],
			wait_seconds: waitSeconds,
		};
	}

	/** Null when there was no answer; a retry is due then, or the loop has ended. */
	private async send(body: SyncRequest, signal: AbortSignal | null): Promise<SyncReply | null> {
		const { client, workflowId, nodeId } = this.session;
		try {
			const params = { id: workflowId, compute_node_id: nodeId };
			const silence = AbortSignal.timeout(body.wait_seconds * 1000 + SILENCE_MS);
			const ends = signal ? AbortSignal.any([signal, silence]) : silence;
			const reply = await client.syncComputeNode({ params, body, signal: ends });
			this.outage.answered(this.news.length);
			this.awaySince = null;
			this.failures = 0;
			return reply;
		} catch (error) {
			if (!this.stopped && !signal?.aborted) {
				this.hooks.onLost();
				this.handleFailure(error);
			}
			return null;
		}
	}

	private handleFailure(error: unknown): void {
		if (error instanceof TorcError && error.kind === "not_found") {
			this.stopped = true;
			this.hooks.onRefused(error);
			return;
		}
		const now = performance.now();
		this.awaySince ??= now;
		this.outage.failed(error, now - this.awaySince);
		if (this.retryTimer !== null) return;
		const most = now - this.awaySince > RETRY_MS.laterAfter ? RETRY_MS.mostLater : RETRY_MS.most;
		const delay = Math.min(most, RETRY_MS.first * 2 ** Math.min(this.failures++, 12));
		this.kicked = true;
		this.retryTimer = setTimeout(() => {
			this.retryTimer = null;
			if (!this.reporting && !this.stopped) void this.report();
		}, delay);
	}
}
