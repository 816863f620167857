// Distinct lists of places, each stored once.

export class ListInterner {
	readonly lists: (readonly number[])[] = [];
	private readonly byContent = new Map<string, number>();
	/** Long lists are shared objects (the matches of one pattern): they are read once. */
	private readonly byObject = new WeakMap<readonly number[], number>();

	/** The list's place; order and repeats of `items` don't matter. The empty list has none. */
	intern(items: readonly number[]): number | undefined {
		if (items.length === 0) return undefined;
		const known = this.byObject.get(items);
		if (known !== undefined) return known;
		const sorted = items.length === 1 ? items : [...new Set(items)].sort((a, b) => a - b);
		const key = sorted.join();
		let place = this.byContent.get(key);
		if (place === undefined) {
			place = this.lists.length;
			this.lists.push(sorted);
			this.byContent.set(key, place);
		}
		if (items.length > 1) this.byObject.set(items, place);
		return place;
	}
}
