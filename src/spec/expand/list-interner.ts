// Distinct lists of places, each stored once.

export class ListInterner {
	readonly lists: (readonly number[])[] = [];
	private readonly byContent = new Map<string, number>();

	/** The list's place; order and repeats of `items` don't matter. The empty list has none. */
	intern(items: readonly number[]): number | undefined {
		if (items.length === 0) return undefined;
		const sorted = items.length === 1 ? items : [...new Set(items)].sort((a, b) => a - b);
		const key = sorted.join();
		let place = this.byContent.get(key);
		if (place === undefined) {
			place = this.lists.length;
			this.lists.push(sorted);
			this.byContent.set(key, place);
		}
		return place;
	}
}
