// A graph as text: level by level, each job with what it waits for.
import { type SetGraph, topologicalLevels } from "./set-graph.ts";

/** Of a list of names; the rest is counted. */
const MOST_NAMES = 3;

/** `labels[job]` stands for the job. Ends without a newline. */
export function toTextGraph(graph: SetGraph, labels: readonly string[]): string {
	const { levels, unreachable } = topologicalLevels(graph);
	const line = (job: number): string => {
		const waits = graph.waits[job] ?? [];
		const blockers = [...new Set(waits.flatMap((set) => [...(graph.sets[set] ?? [])]))];
		return `  ${labels[job] ?? ""}${blockers.length === 0 ? "" : `  <-  ${list(blockers.map((one) => labels[one] ?? ""))}`}`;
	};
	const blocks = levels.map((jobs, index) => [`Level ${index + 1}`, ...jobs.map(line)].join("\n"));
	if (unreachable.length > 0) blocks.push(["On a cycle or behind one", ...unreachable.map(line)].join("\n"));
	return blocks.join("\n\n");
}

function list(names: readonly string[]): string {
	if (names.length <= MOST_NAMES + 1) return names.join(", ");
	return `${names.slice(0, MOST_NAMES).join(", ")} and ${names.length - MOST_NAMES} more`;
}
