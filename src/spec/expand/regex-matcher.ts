// Users' regular expressions over all names of a kind: RE2 syntax, unanchored, linear time (1-spec §0.9). Each
// distinct pattern walks the names once, however many jobs use it.
import { RE2JS } from "re2js";

export type Matches = { readonly places: readonly number[] } | { readonly problem: string };

export class RegexMatcher {
	private readonly names: readonly string[];
	private readonly known = new Map<string, Matches>();

	constructor(names: readonly string[]) {
		this.names = names;
	}

	match(pattern: string): Matches {
		let matches = this.known.get(pattern);
		if (matches === undefined) {
			matches = this.walk(pattern);
			this.known.set(pattern, matches);
		}
		return matches;
	}

	private walk(pattern: string): Matches {
		let regex: RE2JS;
		try {
			regex = RE2JS.compile(pattern);
		} catch (error) {
			return { problem: (error as Error).message };
		}
		const literal = literalPrefix(pattern);
		const places: number[] = [];
		for (let place = 0; place < this.names.length; place++) {
			const name = this.names[place] as string;
			if (name.startsWith(literal) && regex.matcher(name).find()) places.push(place);
		}
		return { places };
	}
}

/** The plain text every match of an anchored pattern begins with: `^work_\d+$` → `work_`; empty when there is none. */
function literalPrefix(pattern: string): string {
	if (pattern.includes("|")) return "";
	const plain = /^\^([A-Za-z0-9_\-/ ]*)/.exec(pattern)?.[1] ?? "";
	// A quantifier after the last sign makes that sign optional.
	return /[?*{]/.test(pattern[plain.length + 1] ?? "") ? plain.slice(0, -1) : plain;
}

/** A text as a pattern that matches just it. */
export const quoteRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
