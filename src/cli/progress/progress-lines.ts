// Progress as text: two lines for a terminal, one line for a log.
import { textWidth } from "../../platform/text-width.ts";
import { spanText } from "../render/time-text.ts";
import type { Progress } from "./progress-state.ts";

/** Neither line is wider than `width`. */
export function terminalLines(progress: Progress, width: number): readonly [string, string] {
	const text = ` ${counts(progress)}`;
	const barWidth = Math.min(40, width - textWidth(text) - 1);
	return [cut(barWidth >= 8 ? bar(progress, barWidth) + text : text, width), cut(times(progress), width)];
}

/** `412 of 1000 done, 8 running, 2 failed, 578 left; 34.2 jobs/s, 12s elapsed, about 17s left` */
export const logLine = (progress: Progress): string => `${counts(progress)}; ${times(progress)}`;

function counts({ completed, total, running, failed, canceled, stopped, left }: Progress): string {
	const parts = [`${completed} of ${total} done`, `${running} running`];
	if (failed > 0) parts.push(`${failed} failed`);
	if (canceled > 0) parts.push(`${canceled} canceled`);
	if (stopped > 0) parts.push(`${stopped} stopped`);
	parts.push(`${left} left`);
	return parts.join(", ");
}

function times({ rate, elapsedSeconds, remainingSeconds, left, running }: Progress): string {
	const parts = rate === null ? [] : [rateText(rate)];
	parts.push(`${spanText(elapsedSeconds)} elapsed`);
	if (remainingSeconds !== null && left + running > 0) parts.push(`about ${spanText(remainingSeconds)} left`);
	return parts.join(", ");
}

/** Slow runs are told per minute or hour. */
function rateText(perSecond: number): string {
	if (perSecond >= 1) return `${perSecond.toFixed(1)} jobs/s`;
	if (perSecond * 60 >= 1) return `${(perSecond * 60).toFixed(1)} jobs/min`;
	return `${(perSecond * 3600).toFixed(1)} jobs/h`;
}

/** Completed jobs solid, other ends dark, running ones light. */
function bar({ completed, failed, canceled, stopped, running, total }: Progress, width: number): string {
	const others = failed + canceled + stopped;
	const columns = (jobs: number): number => (total === 0 ? 0 : Math.floor((jobs / total) * width));
	const solid = columns(completed);
	const dark = columns(completed + others) - solid;
	const light = columns(completed + others + running) - solid - dark;
	return `${"█".repeat(solid)}${"▓".repeat(dark)}${"▒".repeat(light)}${"░".repeat(width - solid - dark - light)}`;
}

/** Keeps whole characters of one column each. */
const cut = (text: string, width: number): string =>
	textWidth(text) <= width ? text : `${[...text].slice(0, Math.max(0, width - 1)).join("")}…`;
