// Streams of server-sent events, one room per workflow (3-rest-api §5, Live). A short history per followed workflow lets a
// reader resume by its last id.
import type { Store } from "../store/open-store.ts";
import type { DomainEvent } from "../store/transaction.ts";
import { BUFFER_FRAMES, type SseReader, sseStream } from "./sse-stream.ts";

const SEVERITIES = ["debug", "info", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface StreamRequest {
	readonly workflowId: number;
	/** Events below it are left out. */
	readonly level: Severity;
	/** The id of the last frame the reader has seen, as the header `Last-Event-ID` sends it. */
	readonly lastEventId: string | null;
	readonly signal: AbortSignal;
	/** Asked again when groups, members or shares have changed: a reader without access is let go. */
	readonly stillAllowed: () => boolean;
}

interface Frame {
	readonly id: number;
	readonly severity: Severity;
	readonly text: string;
}

interface Follower {
	readonly reader: SseReader;
	readonly minimum: number;
	readonly stillAllowed: () => boolean;
}

interface Room {
	readonly followers: Map<SseReader, Follower>;
	readonly history: Frame[];
}

export class EventStreams {
	private readonly rooms = new Map<number, Room>();
	private readonly unsubscribe: () => void;
	private nextId = Date.now() * 1000;
	private closed = false;

	constructor(store: Store) {
		this.unsubscribe = store.onCommit((events) => {
			for (const event of events) this.publish(event);
		});
	}

	open(request: StreamRequest): ReadableStream<Uint8Array> {
		const { workflowId, stillAllowed } = request;
		const room = this.rooms.get(workflowId) ?? { followers: new Map(), history: [] };
		this.rooms.set(workflowId, room);
		return sseStream({
			signal: request.signal,
			join: (reader) => {
				for (const frame of missedFrames(room, request)) reader.push(frame.text);
				room.followers.set(reader, { reader, minimum: SEVERITIES.indexOf(request.level), stillAllowed });
				if (this.closed) reader.end();
			},
			leave: (reader) => {
				room.followers.delete(reader);
				// The history goes with the last reader, a while later: a reader may come back.
				if (room.followers.size === 0) this.forgetLater(workflowId, room);
			},
		});
	}

	/** Ends every stream. */
	close(): void {
		this.closed = true;
		this.unsubscribe();
		for (const follower of this.everybody()) follower.reader.end();
		this.rooms.clear();
	}

	private publish(event: DomainEvent): void {
		if (event.event_type === "access_changed") {
			this.dismissRefused();
			return;
		}
		const room = this.rooms.get(event.workflow_id);
		if (room === undefined) return;
		const id = this.nextId++;
		const text = `id: ${id}\nevent: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`;
		room.history.push({ id, severity: event.severity, text });
		if (room.history.length > BUFFER_FRAMES) room.history.shift();
		const severity = SEVERITIES.indexOf(event.severity);
		for (const { reader, minimum } of room.followers.values()) if (severity >= minimum) reader.push(text);
	}

	private dismissRefused(): void {
		for (const { reader, stillAllowed } of this.everybody()) if (!stillAllowed()) reader.end();
	}

	private everybody(): Follower[] {
		return [...this.rooms.values()].flatMap((room) => [...room.followers.values()]);
	}

	private forgetLater(workflowId: number, room: Room): void {
		const timer = setTimeout(() => {
			if (room.followers.size === 0 && this.rooms.get(workflowId) === room) this.rooms.delete(workflowId);
		}, 60_000);
		timer.unref();
	}
}

function missedFrames(room: Room, { lastEventId, level }: StreamRequest): Frame[] {
	if (lastEventId === null || !/^\d+$/.test(lastEventId)) return [];
	const minimum = SEVERITIES.indexOf(level);
	return room.history.filter(
		(frame) => frame.id > Number(lastEventId) && SEVERITIES.indexOf(frame.severity) >= minimum,
	);
}
