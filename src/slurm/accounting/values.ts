// Times and sizes as sacct and sstat write them. Pure.

/**
 * Seconds of `[DD-[HH:]]MM:SS[.mmm]` (sacct(1), Elapsed and the CPU times); `HH:MM:SS` and plain seconds too. Null when it
 * is none: an empty field, `UNLIMITED`, `INVALID`.
 */
export function parseSlurmTime(text: string): number | null {
	const [, days, rest = ""] = /^(?:(\d+)-)?([\d:.]+)$/.exec(text.trim()) ?? [];
	const parts = rest.split(":");
	if (rest === "" || parts.length > 3 || !parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return null;
	const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
	// With days, fewer fields start at the hours: `1-02` is a day and two hours.
	const scale = days === undefined ? 1 : 60 ** (3 - parts.length);
	return Number(days ?? 0) * 86_400 + seconds * scale;
}

const UNITS: Readonly<Record<string, number>> = { "": 0, K: 1, M: 2, G: 3, T: 4, P: 5, E: 6 };

/** Bytes of `9408K`, `0.03M`, `1.5G` or `512`; null when it is none. Slurm's units are powers of 1024. */
export function parseSlurmSize(text: string): number | null {
	const [, number, unit = ""] = /^(\d+(?:\.\d+)?)([KMGTPE]?)[nc]?$/i.exec(text.trim()) ?? [];
	if (number === undefined) return null;
	return Math.round(Number(number) * 1024 ** (UNITS[unit.toUpperCase()] ?? 0));
}
