// Memory sizes as users write them: digits and an optional binary unit k, m, g or t (1-spec, ResourceRequirementsSpec).

const UNIT_BYTES: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes of a size such as `512k`, `100m`, `16G`, `1t` or `4096`; null when the text is no such size. */
export function parseMemorySize(text: string): number | null {
	const match = /^(\d+)([kmgt]?)$/i.exec(text.trim());
	if (!match) return null;
	const bytes = Number(match[1]) * (UNIT_BYTES[(match[2] ?? "").toLowerCase()] as number);
	return Number.isSafeInteger(bytes) ? bytes : null;
}

/** As sbatch's `--mem` takes it: a bare number is megabytes, 0 all of the node's memory (null: no limit). */
export function parseSlurmMemory(text: string): number | null {
	const bytes = parseMemorySize(/^\s*\d+\s*$/.test(text) ? `${text.trim()}m` : text);
	return bytes === 0 ? null : bytes;
}

/** A size for people: `1.5 GiB`, `300 MiB`, `12 B`. */
export function formatMemorySize(bytes: number): string {
	const units = ["B", "KiB", "MiB", "GiB", "TiB"];
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit++;
	}
	const text = value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
	return `${text} ${units[unit]}`;
}
