// One reader of server-sent events: a buffer of its own, a sign of life, and a frame that tells how many it missed.

/** Frames a slow reader may fall behind. */
export const BUFFER_FRAMES = 512;
/** Proxies close silent connections, often after a minute. */
const HEARTBEAT_MS = 15_000;

export interface SseReader {
	/** Drops the frame where the reader is too far behind, and tells it later. */
	push(frame: string): void;
	/** Tells, with the next frame, that so many never came to it. */
	miss(frames: number): void;
	/** Ends the stream. */
	end(): void;
}

interface SseOptions {
	/** The caller hung up. */
	readonly signal: AbortSignal;
	/** Called once, when frames can be pushed. */
	readonly join: (reader: SseReader) => void;
	/** Called when the stream has ended, whoever ended it. */
	readonly leave: (reader: SseReader) => void;
}

/** What every answer of events is sent with. */
export const SSE_HEADERS = {
	"content-type": "text/event-stream",
	"cache-control": "no-cache",
	"x-accel-buffering": "no",
} as const;

/** Starts at once with a comment, so that status and headers reach the reader before the first event. */
export function sseStream({ signal, join, leave }: SseOptions): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	let stop = (): void => undefined;
	return new ReadableStream<Uint8Array>(
		{
			start: (controller) => {
				let dropped = 0;
				let over = false;
				const send = (text: string): void => controller.enqueue(encoder.encode(text));
				const isFull = (): boolean => (controller.desiredSize ?? 0) <= 0;
				const reader: SseReader = {
					push(frame) {
						if (over) return;
						if (isFull()) {
							dropped++;
							return;
						}
						if (dropped > 0) send(`event: warning\ndata: ${JSON.stringify({ dropped })}\n\n`);
						dropped = 0;
						send(frame);
					},
					miss: (frames) => {
						dropped += frames;
					},
					end: () => {
						if (over) return;
						stop();
						controller.close();
					},
				};
				const beat = setInterval(() => {
					if (!over && !isFull()) send(": still here\n\n");
				}, HEARTBEAT_MS);
				beat.unref();
				stop = () => {
					if (over) return;
					over = true;
					clearInterval(beat);
					leave(reader);
				};
				signal.addEventListener("abort", () => stop(), { once: true });
				send(": welcome\n\n");
				join(reader);
				if (signal.aborted) stop();
			},
			cancel: () => stop(),
		},
		{ highWaterMark: BUFFER_FRAMES },
	);
}
