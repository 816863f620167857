// Requests that found nothing to answer yet, each in its workflow's room, tried again after commits that may help.
//
// A pass is one write command that tries the waiters of a workflow in the order they came. At most one pass per workflow is
// under way; commits meanwhile ask for another one, so a storm of completions costs a few passes, not one each.
// No commit is missed between a request's first try and its wait: the request notes the workflow's number of relevant
// commits before that try, and is tried at once when the number has changed.
import { TorcError } from "../../core/errors.ts";
import type { Database } from "../../sqlite/database.ts";
import type { Store } from "../../store/open-store.ts";
import { listReadyGroups } from "../../store/reads/jobs/ready-groups.ts";
import { readProgress, type WorkflowProgressRecord } from "../../store/reads/workflows/workflow-progress.ts";
import { getWorkflowState } from "../../store/reads/workflows/workflow-state.ts";
import type { DomainEvent, Transaction } from "../../store/transaction.ts";

export type WaitEnd = "timeout" | "superseded" | "closing" | "gone" | "refused";

export interface WaitRequest<T> {
	readonly workflowId: number;
	readonly seconds: number;
	/** The caller hung up: nothing may be given to it any more. */
	readonly signal: AbortSignal;
	/** Asked again when groups, members or shares have changed: who has no access any more gets nothing. */
	readonly stillAllowed: () => boolean;
	/** Answer of `arrivals` before the request's own first try. */
	readonly arrivalsSeen: number;
	/** A newer wait with the same key ends the older one. */
	readonly key?: string;
	/** A cheap look whether the attempt may have an outcome. */
	readonly isPromising: (glance: Glance) => boolean;
	/** null: nothing yet. Runs inside the pass's transaction. What it throws on purpose is thrown before it changes anything. */
	readonly attempt: (tx: Transaction) => T | null;
}

/** The state of the workflow as a whole, read once per pass for all its waiters. */
export interface Glance {
	readonly hasReadyJobs: boolean;
	readonly isArchived: boolean;
	readonly progress: WorkflowProgressRecord;
}

type Outcome = { readonly value: unknown } | { readonly ended: WaitEnd } | { readonly error: unknown };

interface Waiter extends WaitRequest<unknown> {
	readonly settle: (outcome: Outcome) => void;
}

export class WaitRoom {
	private readonly store: Store;
	private readonly rooms = new Map<number, Set<Waiter>>();
	private readonly keyed = new Map<string, Waiter>();
	private readonly commits = new Map<number, number>();
	/** Workflows with a pass under way → another one is wanted. */
	private readonly passes = new Map<number, boolean>();
	private readonly unsubscribe: () => void;
	private closing = false;

	constructor(store: Store) {
		this.store = store;
		this.unsubscribe = store.onCommit((events) => this.notice(events));
	}

	/** How many commits so far may have changed the answer of a waiter. */
	arrivals(workflowId: number): number {
		return this.commits.get(workflowId) ?? 0;
	}

	get size(): number {
		let size = 0;
		for (const room of this.rooms.values()) size += room.size;
		return size;
	}

	/** The first outcome that is not null, or why the wait ended without one. */
	wait<T>(request: WaitRequest<T>): Promise<{ readonly value: T } | { readonly ended: WaitEnd }> {
		return new Promise((resolve, reject) => {
			if (this.closing) return resolve({ ended: "closing" });
			if (request.signal.aborted) return resolve({ ended: "gone" });
			// Access may have been lost between the request's first try and its wait.
			if (!request.stillAllowed()) return resolve({ ended: "refused" });
			const timer = setTimeout(() => waiter.settle({ ended: "timeout" }), request.seconds * 1000);
			const hangUp = (): void => waiter.settle({ ended: "gone" });
			const waiter: Waiter = {
				...request,
				settle: (outcome) => {
					clearTimeout(timer);
					request.signal.removeEventListener("abort", hangUp);
					this.remove(waiter);
					if ("error" in outcome) reject(outcome.error);
					else resolve(outcome as { value: T } | { ended: WaitEnd });
				},
			};
			request.signal.addEventListener("abort", hangUp, { once: true });
			this.add(waiter);
			if (this.arrivals(request.workflowId) !== request.arrivalsSeen) this.startPass(request.workflowId);
		});
	}

	/** Answers everyone; later waits end at once. */
	close(): void {
		this.closing = true;
		this.unsubscribe();
		for (const room of [...this.rooms.values()]) for (const waiter of [...room]) waiter.settle({ ended: "closing" });
	}

	private add(waiter: Waiter): void {
		let room = this.rooms.get(waiter.workflowId);
		if (room === undefined) {
			room = new Set();
			this.rooms.set(waiter.workflowId, room);
		}
		room.add(waiter);
		if (waiter.key === undefined) return;
		this.supersede(waiter.key);
		this.keyed.set(waiter.key, waiter);
	}

	/** Ends the wait with this key, if there is one. */
	supersede(key: string): void {
		this.keyed.get(key)?.settle({ ended: "superseded" });
	}

	private remove(waiter: Waiter): void {
		const room = this.rooms.get(waiter.workflowId);
		room?.delete(waiter);
		if (room?.size === 0) this.rooms.delete(waiter.workflowId);
		if (waiter.key !== undefined && this.keyed.get(waiter.key) === waiter) this.keyed.delete(waiter.key);
	}

	private notice(events: readonly DomainEvent[]): void {
		if (events.some((event) => event.event_type === "access_changed")) this.dismissRefused();
		const workflows = new Set<number>();
		for (const event of events) if (!UNHELPFUL.has(event.event_type)) workflows.add(event.workflow_id);
		for (const workflowId of workflows) {
			this.commits.set(workflowId, this.arrivals(workflowId) + 1);
			if (this.rooms.has(workflowId)) this.startPass(workflowId);
		}
	}

	private dismissRefused(): void {
		for (const room of [...this.rooms.values()])
			for (const waiter of [...room]) if (!waiter.stillAllowed()) waiter.settle({ ended: "refused" });
	}

	private startPass(workflowId: number): void {
		if (this.passes.has(workflowId)) {
			this.passes.set(workflowId, true);
			return;
		}
		this.passes.set(workflowId, false);
		void this.pass(workflowId).finally(() => {
			const again = this.passes.get(workflowId) === true && this.rooms.has(workflowId);
			this.passes.delete(workflowId);
			if (again) this.startPass(workflowId);
		});
	}

	private async pass(workflowId: number): Promise<void> {
		const waiters = [...(this.rooms.get(workflowId) ?? [])];
		try {
			const glance = glanceAt(this.store.reader, workflowId);
			if (!waiters.some((waiter) => waiter.isPromising(glance))) return;
			const served = await this.store.write((tx) => {
				const outcomes: { waiter: Waiter; outcome: Outcome }[] = [];
				let now = glanceAt(tx.db, workflowId);
				for (const waiter of waiters) {
					// Who hung up or was superseded since the pass was asked for gets nothing.
					if (!this.rooms.get(workflowId)?.has(waiter) || !waiter.isPromising(now)) continue;
					const outcome = attemptOf(waiter, tx);
					if (outcome === null) continue;
					outcomes.push({ waiter, outcome });
					tx.settleCounters();
					now = glanceAt(tx.db, workflowId);
				}
				return outcomes;
			});
			for (const { waiter, outcome } of served) waiter.settle(outcome);
		} catch (error) {
			for (const waiter of waiters) waiter.settle({ error });
		}
	}
}

/** A refusal is the one waiter's own (its node is gone, say): the others of the pass are served all the same. */
function attemptOf(waiter: Waiter, tx: Transaction): Outcome | null {
	try {
		const value = waiter.attempt(tx);
		return value === null ? null : { value };
	} catch (error) {
		if (error instanceof TorcError) return { error };
		throw error;
	}
}

function glanceAt(db: Database, workflowId: number): Glance {
	const workflow = getWorkflowState(db, workflowId);
	return {
		hasReadyJobs: listReadyGroups(db, workflowId).length > 0,
		isArchived: workflow.is_archived === 1,
		progress: readProgress(db, workflow),
	};
}

/** Events that give a waiting runner neither a job nor an order; the end of a workflow has events of its own. */
const UNHELPFUL: ReadonlySet<string> = new Set([
	"job_started",
	"job_blocked",
	"compute_node_started",
	"compute_node_stopped",
	"scheduler_node_created",
	"action_executed",
	"access_changed",
]);
