// One line of the benchmark table: a figure, the reference of the same run, and the budget.

export interface Row {
	readonly what: string;
	readonly figure: string;
	/** Measured in the same run on the same machine. */
	readonly reference: string;
	readonly budget: string;
	readonly isMet: boolean;
}

export function printRow(row: Row): void {
	console.log(`| ${row.what} | ${row.figure} | ${row.reference} | ${row.budget} | ${row.isMet ? "met" : "MISSED"} |`);
}

export const HEADER = "| what | measured | reference, same run | budget | |\n|---|---|---|---|---|";

export const perSecond = (count: number, ms: number): number => Math.round((count / ms) * 1000);

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
	const start = performance.now();
	const value = await work();
	return { ms: performance.now() - start, value };
}
