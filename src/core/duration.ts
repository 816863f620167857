// ISO 8601 durations: `PT30M`, `P1DT12H`, `P1W` (1-spec, ResourceRequirementsSpec: week 604,800 s, year 31,557,600 s,
// month 2,629,800 s, fractions of a second dropped).

const PATTERN =
	/^P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [31_557_600, 2_629_800, 604_800, 86_400, 3_600, 60, 1] as const;

/** Whole seconds of an ISO 8601 duration; null when the text is none (`P`, `PT` and `1h` are none). */
export function parseDuration(text: string): number | null {
	const match = PATTERN.exec(text.trim());
	if (!match || /[PT]$/.test(text.trim())) return null;
	let total = 0;
	for (const [index, seconds] of SECONDS.entries()) total += Number(match[index + 1] ?? 0) * seconds;
	return Number.isSafeInteger(Math.floor(total)) ? Math.floor(total) : null;
}

/** The shortest usual ISO 8601 text for whole seconds ≥ 0: 5400 → `PT1H30M`, 0 → `PT0S`. */
export function formatDuration(seconds: number): string {
	const days = Math.floor(seconds / 86_400);
	const hours = Math.floor((seconds % 86_400) / 3_600);
	const minutes = Math.floor((seconds % 3_600) / 60);
	const rest = seconds % 60;
	const time = `${hours ? `${hours}H` : ""}${minutes ? `${minutes}M` : ""}${rest ? `${rest}S` : ""}`;
	if (!days && !time) return "PT0S";
	return `P${days ? `${days}D` : ""}${time ? `T${time}` : ""}`;
}
