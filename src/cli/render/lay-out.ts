// Paragraphs and two-column lists, fitted to a width.

export type Part =
	/** Wrapped between words. */
	string | { readonly title: string; readonly rows: readonly (readonly [left: string, right: string])[] };

/** The left column is at most this wide; a longer left side gets a line of its own. */
const WIDEST_LEFT = 34;

/** Parts with a blank line between them; lists without rows are left out. `width` ≥ 20. Ends with a newline. */
export function layOut(parts: readonly Part[], width: number): string {
	const drawn = parts.flatMap((part) => {
		if (typeof part === "string") return part === "" ? [] : [wrap(part, width).join("\n")];
		return part.rows.length === 0 ? [] : [[part.title, ...columns(part.rows, width)].join("\n")];
	});
	return `${drawn.join("\n\n")}\n`;
}

function columns(rows: readonly (readonly [string, string])[], width: number): string[] {
	const most = Math.min(WIDEST_LEFT, Math.floor(width / 2) - 4);
	const widest = Math.min(most, Math.max(0, ...rows.map(([left]) => left.length)));
	const indent = `\n${" ".repeat(widest + 4)}`;
	return rows.map(([left, right]) => {
		const start = left.length > widest ? `  ${left}${indent}` : `  ${left.padEnd(widest + 2)}`;
		return start + wrap(right, width - widest - 4).join(indent);
	});
}

function wrap(text: string, width: number): string[] {
	const lines = [""];
	for (const word of text.split(" ")) {
		const last = lines.at(-1) as string;
		if (last !== "" && last.length + word.length + 1 > width) lines.push(word);
		else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
	}
	return lines;
}
