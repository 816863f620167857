// Streams of server-sent events, one room per workflow (3-rest-api §5, Live). A short history per followed workflow lets a
// reader resume by its last id.
import type { Store } from "../../store/open-store.ts";
import type { DomainEvent } from "../../store/transaction.ts";
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
	/** Ids of a room have no gaps, and are greater than those of any room before it unless the clock was set back. */
	readonly firstId: number;
	nextId: number;
}

export class EventStreams {
	private readonly rooms = new Map<number, Room>();
	private readonly unsubscribe: () => void;
	private closed = false;

	constructor(store: Store) {
		this.unsubscribe = store.onCommit((events) => {
			for (const event of events) this.publish(event);
		});
	}

	open(request: StreamRequest): ReadableStream<Uint8Array> {
		const { workflowId, stillAllowed } = request;
		const room = this.roomOf(workflowId);
		return sseStream({
			signal: request.signal,
			join: (reader) => {
				resume(room, request, reader);
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
		const id = room.nextId++;
		const text = `id: ${id}\nevent: ${event.event_type}\ndata: ${JSON.stringify(event)}\n\n`;
		room.history.push({ id, severity: event.severity, text });
		if (room.history.length > BUFFER_FRAMES) room.history.shift();
		const severity = SEVERITIES.indexOf(event.severity);
		for (const { reader, minimum } of room.followers.values()) if (severity >= minimum) reader.push(text);
	}

	private roomOf(workflowId: number): Room {
		let room = this.rooms.get(workflowId);
		if (room === undefined) {
			const firstId = Date.now() * 1000;
			room = { followers: new Map(), history: [], firstId, nextId: firstId };
			this.rooms.set(workflowId, room);
		}
		return room;
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

/** Sends what came after the reader's last frame; what is no longer kept is told as dropped. */
function resume(room: Room, { lastEventId, level }: StreamRequest, reader: SseReader): void {
	if (lastEventId === null || !/^\d+$/.test(lastEventId)) return;
	const last = Number(lastEventId);
	const oldest = room.history[0]?.id ?? room.nextId;
	// Else it was of a room before this one (a later id, where the clock was set back): what came in between was never kept.
	const isOfThisRoom = last >= room.firstId - 1 && last < room.nextId;
	if (!isOfThisRoom) reader.push(UNKNOWN_GAP);
	else if (last < oldest - 1) reader.miss(oldest - 1 - last);
	const minimum = SEVERITIES.indexOf(level);
	for (const frame of room.history) {
		if ((!isOfThisRoom || frame.id > last) && SEVERITIES.indexOf(frame.severity) >= minimum) reader.push(frame.text);
	}
}

const UNKNOWN_GAP = `event: warning\ndata: ${JSON.stringify({ dropped: null })}\n\n`;
