// Finds the line of a TOML document on which a dotted key is set; the TOML reader does not tell.

/** 1-based; the section's line, else 1, when the key itself cannot be found (inline tables). */
export function lineOfKey(text: string, key: string): number {
	let section = "";
	let sectionLine = 1;
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		const header = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line);
		if (header) {
			section = plainKey(header[1] as string);
			if (key === section || key.startsWith(`${section}.`)) sectionLine = index + 1;
			continue;
		}
		const assignment = /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line);
		if (!assignment) continue;
		const full = [section, plainKey(assignment[1] as string)].filter(Boolean).join(".");
		if (full === key) return index + 1;
		if (key.startsWith(`${full}.`)) sectionLine = index + 1;
	}
	return sectionLine;
}

const plainKey = (text: string): string => text.replace(/["'\s]/g, "");
