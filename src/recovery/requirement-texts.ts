// Corrected requirements as texts that specifications and the server read back.
import { formatDuration } from "../core/duration.ts";

const UNITS: readonly (readonly [string, number])[] = [
	["g", 2 ** 30],
	["m", 2 ** 20],
	["k", 2 ** 10],
];

/** The largest unit of which it is at least one, rounded up: 1.2 GiB is `2g`. */
export function memoryText(bytes: number): string {
	const [unit, size] = UNITS.find(([, size]) => bytes >= size) ?? ["k", 2 ** 10];
	return `${Math.ceil(bytes / size)}${unit}`;
}

/** Whole minutes, rounded up, at least one: 61 s is `PT2M`. */
export const runtimeText = (seconds: number): string => formatDuration(Math.max(1, Math.ceil(seconds / 60)) * 60);
