// The value that 95 of 100 do not exceed.

/** By nearest rank: of fewer than 20 values the greatest. Null without values. */
export function p95(values: readonly number[]): number | null {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
}
