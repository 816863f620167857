// Watches requests: counts every one, and tells administrators who follow them what was asked and answered. Without
// followers nothing but the count is done. Headers are never told: they hold passwords.

import type { Store } from "../../store/open-store.ts";
import { SSE_HEADERS, type SseReader, sseStream } from "../live/sse-stream.ts";
import { MAX_BUFFERED_BYTES, type ShownBody, showBody } from "./masked-body.ts";
import { RequestCounters } from "./request-counters.ts";

export interface Watch {
	/** Who asks, once it is known. */
	user: string | null;
	readonly request: Request;
	readonly startedMs: number;
	/** A copy of the body, where a follower wants bodies. */
	readonly copy: Body | null;
}

export interface FollowRequest {
	readonly includeBodies: boolean;
	readonly signal: AbortSignal;
	readonly stillAllowed: () => boolean;
}

type Follower = Omit<FollowRequest, "signal">;

export class Observer {
	readonly counters = new RequestCounters();
	private readonly followers = new Map<SseReader, Follower>();
	private readonly shownBytes: number;
	private readonly unsubscribe: () => void;
	private closed = false;

	/** `shownBytes`: how much of a body followers get to see. */
	constructor(store: Store, shownBytes: number) {
		this.shownBytes = shownBytes;
		this.unsubscribe = store.onCommit((events) => {
			if (events.some((event) => event.event_type === "access_changed")) this.dismissRefused();
		});
	}

	begin(request: Request): Watch {
		return {
			user: null,
			request,
			startedMs: performance.now(),
			copy: this.wantsBodies() ? copyOf(request) : null,
		};
	}

	end(watch: Watch, answer: Response): void {
		const bytesIn = lengthOf(watch.request);
		this.counters.count({ status: answer.status, bytesIn, bytesOut: lengthOf(answer) });
		if (this.followers.size > 0) void this.tell(watch, answer);
	}

	/** Server-sent events, one per answered request. */
	follow({ includeBodies, signal, stillAllowed }: FollowRequest): ReadableStream<Uint8Array> {
		return sseStream({
			signal,
			join: (reader) => {
				this.followers.set(reader, { includeBodies, stillAllowed });
				if (this.closed) reader.end();
			},
			leave: (reader) => this.followers.delete(reader),
		});
	}

	close(): void {
		this.closed = true;
		this.unsubscribe();
		for (const reader of [...this.followers.keys()]) reader.end();
	}

	private dismissRefused(): void {
		for (const [reader, { stillAllowed }] of [...this.followers]) if (!stillAllowed()) reader.end();
	}

	private wantsBodies(): boolean {
		if (this.followers.size === 0) return false;
		for (const follower of this.followers.values()) if (follower.includeBodies) return true;
		return false;
	}

	private async tell(watch: Watch, answer: Response): Promise<void> {
		const { request, startedMs } = watch;
		const url = new URL(request.url);
		const user = watch.user ?? request.headers.get("x-torc-client-user");
		const event = {
			timestamp_ms: Date.now(),
			method: request.method,
			path: url.pathname,
			...(url.search !== "" && { query: url.search.slice(1) }),
			status: answer.status,
			latency_ms: Math.round((performance.now() - startedMs) * 1000) / 1000,
			request_id: answer.headers.get("x-span-id") ?? undefined,
			...(user !== null && { user }),
		};
		const bodies = this.wantsBodies() ? await this.bodies(watch, answer) : {};
		const frame = (content: object): string => `event: api\ndata: ${JSON.stringify(content)}\n\n`;
		for (const [reader, { includeBodies }] of this.followers) {
			reader.push(frame(includeBodies ? { ...event, ...bodies } : event));
		}
	}

	private async bodies(
		{ copy }: Watch,
		answer: Response,
	): Promise<{ request_body?: ShownBody; response_body?: ShownBody }> {
		const isStream = answer.headers.get("content-type") === SSE_HEADERS["content-type"];
		// Copied before the first wait: the answer is read by its own reader from then on.
		const answered = isStream ? null : copyOf(answer);
		const [request_body, response_body] = await Promise.all([this.show(copy), this.show(answered)]);
		return { ...(request_body && { request_body }), ...(response_body && { response_body }) };
	}

	private async show(body: Body | null): Promise<ShownBody | null> {
		if (body === null) return null;
		try {
			const { text, bytes } = await readUpTo(body.stream, MAX_BUFFERED_BYTES);
			return bytes === 0 ? null : showBody(text, Math.max(bytes, body.announcedBytes), this.shownBytes);
		} catch {
			// The caller hung up in the middle of it.
			return null;
		}
	}
}

interface Body {
	readonly stream: AsyncIterable<Uint8Array>;
	readonly announcedBytes: number;
}

function copyOf(message: Request | Response): Body | null {
	if (message.body === null) return null;
	return { stream: message.clone().body as unknown as AsyncIterable<Uint8Array>, announcedBytes: lengthOf(message) };
}

/** `text` is undefined for a longer body, of which the rest is not read. */
async function readUpTo(
	stream: AsyncIterable<Uint8Array>,
	maxBytes: number,
): Promise<{ text: string | undefined; bytes: number }> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of stream) {
		bytes += chunk.byteLength;
		if (bytes > maxBytes) return { text: undefined, bytes };
		chunks.push(chunk);
	}
	return { text: Buffer.concat(chunks).toString("utf8"), bytes };
}

const lengthOf = (message: Request | Response): number => Number(message.headers.get("content-length") ?? 0) || 0;
