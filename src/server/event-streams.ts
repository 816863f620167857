// Streams of server-sent events, one room per workflow (3-rest-api §5, Live). Each reader has a buffer of its own; a slow
// one is told how many frames it missed. A short history per followed workflow lets a reader resume by its last id.
import type { Store } from "../store/open-store.ts";
import type { DomainEvent } from "../store/transaction.ts";

/** Frames a slow reader may fall behind, and frames kept for resuming. */
const BUFFER_FRAMES = 512;
/** Proxies close silent connections, often after a minute. */
const HEARTBEAT_MS = 15_000;

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

interface Reader {
	readonly minimum: number;
	readonly stillAllowed: () => boolean;
	push(text: string): void;
	end(): void;
}

interface Room {
	readonly readers: Set<Reader>;
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

	/** Starts at once with a comment, so that status and headers reach the reader before the first event. */
	open(request: StreamRequest): ReadableStream<Uint8Array> {
		const room = this.rooms.get(request.workflowId) ?? { readers: new Set(), history: [] };
		this.rooms.set(request.workflowId, room);
		const encoder = new TextEncoder();
		let stop = (): void => undefined;
		return new ReadableStream<Uint8Array>(
			{
				start: (controller) => {
					let dropped = 0;
					const send = (text: string): void => controller.enqueue(encoder.encode(text));
					const reader: Reader = {
						minimum: SEVERITIES.indexOf(request.level),
						stillAllowed: request.stillAllowed,
						push(text) {
							if ((controller.desiredSize ?? 0) <= 0) {
								dropped++;
								return;
							}
							if (dropped > 0) send(`event: warning\ndata: ${JSON.stringify({ dropped })}\n\n`);
							dropped = 0;
							send(text);
						},
						end: () => {
							stop();
							controller.close();
						},
					};
					const beat = setInterval(() => reader.push(": still here\n\n"), HEARTBEAT_MS);
					beat.unref();
					stop = () => {
						clearInterval(beat);
						room.readers.delete(reader);
						// The history goes with the last reader, a while later: a reader may come back.
						if (room.readers.size === 0) this.forgetLater(request.workflowId, room);
					};
					send(": welcome\n\n");
					for (const frame of missedFrames(room, request)) reader.push(frame.text);
					room.readers.add(reader);
					request.signal.addEventListener("abort", () => stop(), { once: true });
					if (this.closed) reader.end();
				},
				cancel: () => stop(),
			},
			{ highWaterMark: BUFFER_FRAMES },
		);
	}

	/** Ends every stream. */
	close(): void {
		this.closed = true;
		this.unsubscribe();
		for (const room of this.rooms.values()) for (const reader of [...room.readers]) reader.end();
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
		for (const reader of room.readers) if (severity >= reader.minimum) reader.push(text);
	}

	private dismissRefused(): void {
		for (const room of this.rooms.values())
			for (const reader of [...room.readers]) if (!reader.stillAllowed()) reader.end();
	}

	private forgetLater(workflowId: number, room: Room): void {
		const timer = setTimeout(() => {
			if (room.readers.size === 0 && this.rooms.get(workflowId) === room) this.rooms.delete(workflowId);
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
