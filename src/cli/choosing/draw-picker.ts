// The lines of a choice on a terminal.
import { textWidth } from "../../platform/text-width.ts";
import type { PickState } from "./pick-state.ts";

export interface PickerFrame {
	readonly title: string;
	/** Columns and rows of the terminal. */
	readonly width: number;
	readonly rows: number;
	readonly unicode: boolean;
}

/** At most so many choices at once. */
const MOST_CHOICES = 12;

/** Fits the terminal: no line wraps, and not more lines than it has. */
export function drawPicker(state: PickState, { title, width, rows, unicode }: PickerFrame): string[] {
	const room = Math.max(1, Math.min(MOST_CHOICES, rows - 3));
	const first = Math.max(0, Math.min(state.selected - Math.floor(room / 2), state.shown.length - room));
	const visible = state.shown.slice(first, first + room);
	const digits = Math.max(0, ...visible.map(({ key }) => String(key).length));
	const cut = (line: string): string => cutTo(line, width - 1, unicode);
	const keys = unicode ? "type to filter, ↑↓ move, Enter takes, Esc gives up" : "type to filter, Up/Down, Enter, Esc";
	const lines = visible.map(({ key, label }, index) => {
		const mark = first + index === state.selected ? (unicode ? "❯" : ">") : " ";
		return cut(`${mark} ${String(key).padStart(digits)}  ${label}`);
	});
	if (lines.length === 0) lines.push(cut("  none matches"));
	const hidden = state.shown.length - visible.length;
	if (hidden > 0) lines.push(cut(`  ${unicode ? "…" : "..."} ${hidden} more`));
	return [cut(`${title} (${keys}): ${state.filter}`), ...lines];
}

function cutTo(line: string, width: number, unicode: boolean): string {
	if (textWidth(line) <= width) return line;
	const end = unicode ? "…" : "...";
	let cut = "";
	for (const character of line) {
		if (textWidth(cut + character) > width - end.length) break;
		cut += character;
	}
	return cut + end;
}
