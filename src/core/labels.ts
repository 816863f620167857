// Labels of runners and jobs (1-spec, JobSpec; 2-states §5.3): non-empty, without outer blanks, without comma; as a
// set, sorted and stored as one comma-separated text.

/** Why a text is no label; null when it is one. */
export function labelProblem(label: string): string | null {
	if (label === "") return "a label must not be empty";
	if (label.trim() !== label) return `label '${label}' has blanks around it`;
	if (label.includes(",")) return `label '${label}' contains a comma`;
	return null;
}

/** Sorted, without repeats. */
export function normalizeLabels(labels: readonly string[]): string[] {
	return [...new Set(labels)].sort();
}

/** From the stored text to the set; the empty text is the empty set. */
export const splitLabels = (stored: string): string[] => (stored === "" ? [] : stored.split(","));
