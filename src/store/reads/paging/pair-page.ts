// Pages of pairs (who waits for whom, who reads what) without building all pairs: N records that share M partners are
// N × M pairs, of which a page holds few. Only the numbers of partners are summed up to the page's place.
import { clampPaging, makePage, type Page, type PageQuery } from "./page.ts";

export interface PairSource<Left, Pair> {
	/** The records that the pairs are ordered by, in ascending order. */
	readonly left: readonly Left[];
	/** Number of pairs of a record. */
	readonly countOf: (left: Left) => number;
	/** The pairs of a record, in ascending order. */
	readonly pairsOf: (left: Left) => readonly Pair[];
	/** False when `sort_by` named no column the pairs can be ordered by. */
	readonly sortKnown: boolean;
}

export function readPairPage<Left, Pair>(source: PairSource<Left, Pair>, query: PageQuery): Page<Pair> {
	const { offset, limit } = clampPaging(query);
	const reverse = query.reverse_sort === true;
	const left = reverse ? [...source.left].reverse() : source.left;
	const items: Pair[] = [];
	let total = 0;
	for (const record of left) {
		const count = source.countOf(record);
		const wanted = limit - items.length;
		if (count > 0 && wanted > 0 && total + count > offset) {
			const pairs = source.pairsOf(record);
			const start = Math.max(0, offset - total);
			for (const pair of (reverse ? [...pairs].reverse() : pairs).slice(start, start + wanted)) items.push(pair);
		}
		total += count;
	}
	return makePage(items, total, offset, source.sortKnown);
}
