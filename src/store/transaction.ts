// What a command gets: the writer's connection, the clock, counters that are settled once per command, and the
// events that are announced after the commit.
import type { JobStatus } from "../core/job-status.ts";
import type { Database } from "../sqlite/database.ts";

/** Something that happened, announced after the commit to event streams and to waiting requests. */
export interface DomainEvent {
	readonly workflow_id: number;
	/** Milliseconds since 1970. */
	readonly timestamp: number;
	/** `job_started`, `job_completed`, `job_ready`, `compute_node_started`, … (3-rest-api §5). */
	readonly event_type: string;
	readonly severity: "debug" | "info" | "warning" | "error";
	readonly data: Readonly<Record<string, unknown>>;
}

/** The jobs that claiming treats alike. */
export interface ReadyGroup {
	readonly workflow_id: number;
	readonly resource_requirements_id: number;
	readonly scheduler_id: number | null;
	readonly labels: string;
	readonly priority: number;
	readonly claim_class: number;
}

export class Transaction {
	readonly db: Database;
	/** The command's moment; one for all its rows. */
	readonly now: Date;
	readonly events: DomainEvent[] = [];
	/** The workflow that the command has made. */
	createdWorkflowId: number | null = null;
	private readonly statusDeltas = new Map<string, { workflowId: number; status: JobStatus; delta: number }>();
	private readonly readyDeltas = new Map<string, { group: ReadyGroup; delta: number }>();

	constructor(db: Database, now: Date) {
		this.db = db;
		this.now = now;
	}

	/** Now as stored and sent: RFC 3339, UTC, milliseconds. */
	get timestamp(): string {
		return this.now.toISOString();
	}

	emit(
		workflowId: number,
		eventType: string,
		data: Readonly<Record<string, unknown>>,
		severity: DomainEvent["severity"] = "info",
	): void {
		const timestamp = this.now.getTime();
		this.events.push({ workflow_id: workflowId, timestamp, event_type: eventType, severity, data });
	}

	countStatus(workflowId: number, status: JobStatus, delta: number): void {
		const key = `${workflowId} ${status}`;
		const entry = this.statusDeltas.get(key);
		if (entry) entry.delta += delta;
		else this.statusDeltas.set(key, { workflowId, status, delta });
	}

	countReady(group: ReadyGroup, delta: number): void {
		const { workflow_id, resource_requirements_id, scheduler_id, labels, priority, claim_class } = group;
		const key = `${workflow_id} ${resource_requirements_id} ${scheduler_id ?? 0} ${priority} ${claim_class} ${labels}`;
		const entry = this.readyDeltas.get(key);
		if (entry) entry.delta += delta;
		else this.readyDeltas.set(key, { group, delta });
	}

	/** Writes the counters; called at the end of every command, and before a read of the counters inside one. */
	settleCounters(): void {
		for (const { workflowId, status, delta } of this.statusDeltas.values()) {
			if (delta !== 0) this.db.run(ADD_STATUS, workflowId, status, delta);
		}
		this.statusDeltas.clear();
		for (const { group, delta } of this.readyDeltas.values()) {
			if (delta === 0) continue;
			const key = [group.workflow_id, group.resource_requirements_id, group.scheduler_id ?? 0] as const;
			this.db.run(ADD_READY, ...key, group.labels, group.priority, group.claim_class, delta);
		}
		this.readyDeltas.clear();
	}
}

const ADD_STATUS = `INSERT INTO status_counter (workflow_id, status, count) VALUES (?, ?, ?)
	ON CONFLICT DO UPDATE SET count = count + excluded.count`;
const ADD_READY = `INSERT INTO ready_group (workflow_id, resource_requirements_id, scheduler_id, labels, priority, claim_class, count)
	VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count`;
