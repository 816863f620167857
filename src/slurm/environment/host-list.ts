// Slurm's short forms of lists: hosts (`n[01-03,7],login1`) and counts per node (`4(x2),2`). Pure.

/** `n[01-03]` → n01, n02, n03, with their leading zeros; several brackets in a name multiply. */
export function expandHosts(list: string): string[] {
	return splitOutside(list).flatMap(expandName);
}

/** At commas outside of brackets. */
function splitOutside(list: string): string[] {
	return [...list.matchAll(/(?:[^,[\]]|\[[^\]]*\])+/g)].map(([name]) => name.trim()).filter((name) => name !== "");
}

function expandName(name: string): string[] {
	const [, before, inside, after] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(name) ?? [];
	if (before === undefined || inside === undefined || after === undefined) return [name];
	const rest = expandName(after);
	return inside.split(",").flatMap((range) => numbersOf(range).flatMap((n) => rest.map((end) => before + n + end)));
}

function numbersOf(range: string): string[] {
	const [, first, last] = /^(\d+)-(\d+)$/.exec(range.trim()) ?? [];
	if (first === undefined || last === undefined) return [range.trim()];
	const count = Number(last) - Number(first) + 1;
	return Array.from({ length: Math.max(0, count) }, (_, index) =>
		String(Number(first) + index).padStart(first.length, "0"),
	);
}

/** `4(x2),2` → 4, 4, 2 (SLURM_JOB_CPUS_PER_NODE and its kin); empty when it is no such list. */
export function expandCounts(list: string): number[] {
	const counts: number[] = [];
	for (const part of list.split(",")) {
		const [, count, times = "1"] = /^\s*(\d+)(?:\(x(\d+)\))?\s*$/.exec(part) ?? [];
		if (count === undefined) return [];
		for (let n = 0; n < Number(times); n++) counts.push(Number(count));
	}
	return counts;
}
