// Spans of time as people type them: `5s`, `1.5m`, `2h`, `500ms`, a bare number of seconds, or ISO 8601 (`PT5S`).
import { parseDuration } from "./duration.ts";

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, "": 1, s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds, with fractions; null when the text is no span. */
export function parseSpan(text: string): number | null {
	const match = /^(\d+(?:\.\d+)?)(ms|[smhd]?)$/.exec(text.trim());
	return match ? Number(match[1]) * (UNIT_SECONDS[match[2] ?? ""] as number) : parseDuration(text);
}
