// A graph as Graphviz text. Sets of several members are drawn as points, so that N × M dependencies stay N + M lines.
import type { SetGraph } from "./set-graph.ts";

/** `names[job]` labels the node. */
export function toDot(graph: SetGraph, names: readonly string[]): string {
	const lines = ["digraph workflow {", "\trankdir = LR;", "\tnode [shape = box];"];
	for (let job = 0; job < graph.jobCount; job++) lines.push(`\tj${job} [label = ${JSON.stringify(names[job] ?? "")}];`);
	const used = new Set(graph.waits.flat());
	for (const [set, members] of graph.sets.entries()) {
		if (!used.has(set) || members.length < 2) continue;
		lines.push(`\ts${set} [shape = point];`);
		for (const member of members) lines.push(`\tj${member} -> s${set} [arrowhead = none];`);
	}
	for (const [job, sets] of graph.waits.entries()) {
		for (const set of sets) {
			const members = graph.sets[set] ?? [];
			lines.push(members.length === 1 ? `\tj${members[0]} -> j${job};` : `\ts${set} -> j${job};`);
		}
	}
	return `${lines.join("\n")}\n}\n`;
}
