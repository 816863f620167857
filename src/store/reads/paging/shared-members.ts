// Members that records reach through sets or lists they share: collected once per set, not once per record.

/** Collects values under keys, in the order they come. */
export function groupBy<Row>(
	rows: Iterable<Row>,
	keyOf: (row: Row) => number,
	itemOf: (row: Row) => number,
): Map<number, number[]> {
	const groups = new Map<number, number[]>();
	for (const row of rows) {
		const key = keyOf(row);
		const group = groups.get(key);
		if (group) group.push(itemOf(row));
		else groups.set(key, [itemOf(row)]);
	}
	return groups;
}

/**
 * Finds a record's members, ascending, over all its sets. Records with the same sets get the same array: it must not be
 * changed.
 */
export function shareMembers(
	setsOf: ReadonlyMap<number, readonly number[]>,
	membersOf: ReadonlyMap<number, readonly number[]>,
): (record: number) => readonly number[] {
	const unions = new Map<string, readonly number[]>();
	return (record) => {
		const sets = setsOf.get(record) ?? [];
		if (sets.length === 1) return membersOf.get(sets[0] as number) ?? [];
		const key = sets.join(" ");
		let union = unions.get(key);
		if (union === undefined) {
			union = [...new Set(sets.flatMap((set) => membersOf.get(set) ?? []))].sort((a, b) => a - b);
			unions.set(key, union);
		}
		return union;
	};
}
