// Slurm's wall times: `D-HH:MM:SS` (also `D-HH`, `D-HH:MM`), `HH:MM:SS`, `MM:SS`, or minutes (sbatch --time).

const WITH_DAYS = /^(\d+)-(\d+)(?::(\d+)(?::(\d+))?)?$/;
const PLAIN = /^(\d+)(?::(\d+)(?::(\d+))?)?$/;

/** Seconds; null when the text is no wall time. */
export function parseWalltime(text: string): number | null {
	const days = WITH_DAYS.exec(text.trim());
	if (days) {
		const [d = 0, h = 0, m = 0, s = 0] = days.slice(1).map((part) => Number(part ?? 0));
		return ((d * 24 + h) * 60 + m) * 60 + s;
	}
	const plain = PLAIN.exec(text.trim());
	if (!plain) return null;
	const [first = 0, second, third] = plain.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
	if (third !== undefined) return (first * 60 + (second ?? 0)) * 60 + third;
	return second === undefined ? first * 60 : first * 60 + second;
}
