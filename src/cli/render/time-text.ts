// Times and spans as people read them.

/** Milliseconds since 1970 as `2026-11-24 13:10:11`, in local time. */
export function timeText(milliseconds: number): string {
	const date = new Date(milliseconds);
	if (Number.isNaN(date.getTime())) return "";
	const two = (value: number): string => String(value).padStart(2, "0");
	const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
	return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** Seconds ≥ 0 as `2h 05m 10s`, `5m 10s`, `10s`, `0.3s`. */
export function spanText(seconds: number): string {
	if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)}s`;
	const whole = Math.round(seconds);
	const hours = Math.floor(whole / 3600);
	const minutes = Math.floor((whole % 3600) / 60);
	const rest = String(whole % 60).padStart(2, "0");
	if (hours > 0) return `${hours}h ${String(minutes).padStart(2, "0")}m ${rest}s`;
	return minutes > 0 ? `${minutes}m ${rest}s` : `${whole}s`;
}
