// Reads a stream of server-sent events (WHATWG HTML, section 9.2).

export interface ServerEvent {
	readonly id: string | null;
	/** `message` when the server named none. */
	readonly type: string;
	/** The frame's text, usually JSON. */
	readonly data: string;
}

type Open = (headers: Readonly<Record<string, string>>) => Promise<Response>;

interface Reading {
	/** Never ends by itself. */
	readonly resume?: boolean;
	/** Told whenever the stream is open. */
	readonly onOpen?: (() => void) | undefined;
}

/**
 * Opens the stream when iteration starts; leaving the loop closes it. Ends when the server ends it; with `resume`, never
 * by itself: a stream that ended or broke is opened again behind the last event that came, until `open` fails.
 */
export async function* readEvents(open: Open, { resume = false, onOpen }: Reading = {}): AsyncGenerator<ServerEvent> {
	const headers: Record<string, string> = { accept: "text/event-stream" };
	for (;;) {
		const response = await open(headers);
		onOpen?.();
		try {
			for await (const event of eventsOf(response)) {
				if (event.id !== null) headers["last-event-id"] = event.id;
				yield event;
			}
		} catch (error) {
			if (!resume) throw error;
		}
		if (!resume) return;
		await new Promise((resolve) => setTimeout(resolve, REOPEN_AFTER_MS));
	}
}

const REOPEN_AFTER_MS = 200;

async function* eventsOf({ body }: Response): AsyncGenerator<ServerEvent> {
	if (body === null) return;
	const decoder = new TextDecoder();
	let rest = "";
	for await (const chunk of body) {
		rest += decoder.decode(chunk, { stream: true });
		const frames = rest.split(/\r?\n\r?\n/);
		rest = frames.pop() ?? "";
		for (const frame of frames) {
			const event = parseFrame(frame);
			if (event !== null) yield event;
		}
	}
}

/** null for comments. */
function parseFrame(frame: string): ServerEvent | null {
	let id: string | null = null;
	let type = "message";
	const data: string[] = [];
	for (const line of frame.split(/\r?\n/)) {
		const colon = line.indexOf(":");
		if (colon === 0) continue;
		const field = colon < 0 ? line : line.slice(0, colon);
		const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
		if (field === "data") data.push(value);
		else if (field === "event") type = value;
		else if (field === "id") id = value;
	}
	return data.length === 0 ? null : { id, type, data: data.join("\n") };
}
