// Times and sizes as the tables of Slurm's accounting show them (5-slurm §8).

/** `45s`, `3m 5s`, `2h 10m` */
export function timeText(seconds: number): string {
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole}s`;
	if (whole < 3_600) return `${Math.floor(whole / 60)}m ${whole % 60}s`;
	return `${Math.floor(whole / 3_600)}h ${Math.floor((whole % 3_600) / 60)}m`;
}

/** One decimal, powers of 1024; whole bytes below 1 KB. */
export function bytesText(bytes: number): string {
	const units = ["B", "KB", "MB", "GB"];
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit++;
	}
	return unit === 0 ? `${value}B` : `${value.toFixed(1)}${units[unit]}`;
}
