// Labels of runners and jobs (1-spec, JobSpec; 2-states §5.3): non-empty, without outer blanks, without comma; as a
// set, sorted and stored as one comma-separated text.
import { invalid } from "./errors.ts";

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

/** The same, for what a caller sent. Error: 422 that names the label. */
export function checkedLabels(labels: readonly string[]): string[] {
	for (const label of labels) {
		const problem = labelProblem(label);
		if (problem !== null) throw invalid(problem, { field: "labels", value: label });
	}
	return normalizeLabels(labels);
}

/** From a query's comma-separated text; nothing between two commas is no label. Error: 422 that names the label. */
export const queryLabels = (text: string): string[] => checkedLabels(text.split(",").filter((label) => label !== ""));

/** From the stored text to the set; the empty text is the empty set. */
export const splitLabels = (stored: string): string[] => (stored === "" ? [] : stored.split(","));
