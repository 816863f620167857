// What the database and the programs we start can keep as it is: text without null characters and halves of characters,
// JSON of bounded depth.

/** Levels of lists and records in free JSON; as deep as existing servers take it, and far below what SQLite can read. */
export const MAX_JSON_DEPTH = 128;

/** What is wrong with a text; null when it can be kept. */
export function textProblem(text: string): string | null {
	if (text.includes("\0")) return "must not contain a null character";
	return text.isWellFormed() ? null : "must not contain half of a character (an unpaired surrogate)";
}

/** What is wrong with free JSON; null when it can be kept. */
export function jsonProblem(value: unknown): string | null {
	return isDeeper(value, MAX_JSON_DEPTH) ? `must not be nested deeper than ${MAX_JSON_DEPTH} levels` : null;
}

function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (levels === 0) return true;
	for (const inner of Array.isArray(value) ? value : Object.values(value)) if (isDeeper(inner, levels - 1)) return true;
	return false;
}
