// How long jobs are given to save, from how long they took before (4-runner §8). Pure.

/** A saving that takes half as long again as it mostly did is still in time. */
const MARGIN = 1.5;
/** More than people usually ask for is not taken without being asked: a job that ignores the signal would get it all. */
const MOST_SECONDS = 300;

/** `p95Seconds`: from signal to exit, of earlier endings; null = there were none. Null: nothing was learned. */
export function learnedLeadSeconds(p95Seconds: number | null | undefined): number | null {
	return p95Seconds == null ? null : Math.min(MOST_SECONDS, p95Seconds * MARGIN);
}
