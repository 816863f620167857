// Work that goes on after its 202 (2-states §4.1). A task stays active for at least a quarter of a second, however small
// its workflow: the caller's next request relies on finding it. The work and the task's end are one transaction, so a
// server that dies in between has done neither.
import { finishTask, markTaskRunning, queueTask, type TaskRequest } from "../../store/commands/tasks.ts";
import type { Store } from "../../store/open-store.ts";
import type { TaskRecord } from "../../store/reads/workflows/tasks.ts";
import type { Transaction } from "../../store/transaction.ts";

const SHORTEST_MS = 250;

interface Waiting {
	/** Does the work now. */
	readonly begin: () => void;
	readonly ended: Promise<void>;
}

export class BackgroundTasks {
	private readonly store: Store;
	private readonly log: (message: string) => void;
	private readonly waiting = new Map<number, Waiting>();

	constructor(store: Store, log: (message: string) => void) {
		this.store = store;
		this.log = log;
	}

	/** Queues the work and answers its task as queued; the same request again gets the task that is at work. */
	async start(request: TaskRequest, user: string, work: (tx: Transaction) => void): Promise<TaskRecord> {
		const { task, isNew } = await this.store.write((tx) => queueTask(tx, request));
		if (isNew) this.plan(task.id, user, work);
		return task;
	}

	/** Settles when the task has ended; at once for one that is not at work here. */
	async ended(taskId: number): Promise<void> {
		await this.waiting.get(taskId)?.ended;
	}

	/** Does what was accepted without waiting any longer. */
	async close(): Promise<void> {
		for (const { begin } of this.waiting.values()) begin();
		await Promise.all([...this.waiting.values()].map(({ ended }) => ended));
	}

	private plan(taskId: number, user: string, work: (tx: Transaction) => void): void {
		const start = Promise.withResolvers<void>();
		const timer = setTimeout(start.resolve, SHORTEST_MS);
		const ended = this.carryOut(taskId, user, work, start.promise).finally(() => {
			clearTimeout(timer);
			this.waiting.delete(taskId);
		});
		this.waiting.set(taskId, { begin: start.resolve, ended });
	}

	private async carryOut(taskId: number, user: string, work: (tx: Transaction) => void, start: Promise<void>) {
		try {
			await this.store.write((tx) => markTaskRunning(tx, taskId));
			await start;
			await this.store.write((tx) => {
				work(tx);
				finishTask(tx, taskId, user, null);
			});
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			this.log(`task ${taskId} failed: ${reason}`);
			await this.store.write((tx) => finishTask(tx, taskId, user, reason)).catch(() => undefined);
		}
	}
}
