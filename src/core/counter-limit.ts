// Runs and attempts are counted on from what clients and documents say: beyond this nothing is taken, so that there is
// always a next one. Nobody gets there by counting.
import { invalid } from "./errors.ts";

const COUNTER_LIMIT = 2 ** 31 - 1;

export const isCountable = (value: number): boolean => value <= COUNTER_LIMIT;

/** The value. Error: 422 that names the field. */
export function countable(field: string, value: number): number {
	if (isCountable(value)) return value;
	throw invalid(`${field} is at most ${COUNTER_LIMIT}, not ${value}`, { field, value });
}
