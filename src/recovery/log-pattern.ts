// A kind of trouble that logs tell of, and which kind a line is.

export interface LogPattern {
	readonly description: string;
	readonly severity: "error" | "warning";
	readonly pattern: RegExp;
	/** Lines of level INFO that contain it are no trouble. */
	readonly exceptInfo?: true;
}

/** The first pattern of the table that the line matches; null for lines without trouble. */
export function matchLine(patterns: readonly LogPattern[], line: string): LogPattern | null {
	const isInfo = /\bINFO\b/.test(line);
	return patterns.find(({ pattern, exceptInfo }) => !(exceptInfo && isInfo) && pattern.test(line)) ?? null;
}
