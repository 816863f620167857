// A body as an administrator may see it: values of environment variables are hidden, and long texts are cut.

export interface ShownBody {
	readonly bytes: number;
	readonly truncated: boolean;
	/** Absent for what is too long to be looked through, or is no JSON. */
	readonly text?: string;
}

/** Larger bodies are only measured. */
export const MAX_BUFFERED_BYTES = 2 ** 20;

/** `bytes` is the whole length; `text` undefined where it was longer than the buffer. */
export function showBody(text: string | undefined, bytes: number, shownBytes: number): ShownBody {
	if (text === undefined) return { bytes, truncated: true };
	const masked = maskedJson(text);
	if (masked === null) return { bytes, truncated: false };
	const buffer = Buffer.from(masked, "utf8");
	if (buffer.length <= shownBytes) return { bytes, truncated: false, text: masked };
	// A sign cut in two is left out.
	return { bytes, truncated: true, text: new TextDecoder().decode(buffer.subarray(0, shownBytes), { stream: true }) };
}

/** JSON, or lines of it; null for anything else: it cannot be looked through for secrets. */
function maskedJson(text: string): string | null {
	try {
		return mask(text);
	} catch {
		const lines = text.split("\n").filter((line) => line.trim() !== "");
		try {
			return lines.map(mask).join("\n");
		} catch {
			return null;
		}
	}
}

const mask = (text: string): string =>
	JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === "env" ? hidden(value) : value));

function hidden(env: unknown): unknown {
	if (typeof env !== "object" || env === null) return env === null ? null : HIDDEN;
	return Object.fromEntries(Object.keys(env).map((name) => [name, HIDDEN]));
}

const HIDDEN = "***";
