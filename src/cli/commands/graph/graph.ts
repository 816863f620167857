// torc workflows graph: which job waits for which, as text, SVG or DOT.
import { writeFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { toDot } from "../../../graph/dot.ts";
import { type GroupedGraph, groupAlike, ungrouped } from "../../../graph/group-alike.ts";
import { topologicalLevels } from "../../../graph/set-graph.ts";
import { type NodeText, toSvg } from "../../../graph/svg.ts";
import { toTextGraph } from "../../../graph/text-graph.ts";
import { graph } from "../../grammar/explain.ts";
import { implement } from "../../implement.ts";
import { usageError } from "../../parse/usage-error.ts";
import { NOTHING, text } from "../../render/view.ts";
import { type GraphSource, readGraph } from "./graph-source.ts";

export const command = implement(graph, {
	run: async (context, args) => {
		const kind = args.as ?? kindOf(args.output);
		const source = await readGraph(context, args.specOrId);
		const names = source.jobs.map(({ name }) => name);
		const kinds = source.jobs.map(({ status }) => status ?? "");
		const grouped = args.all ? ungrouped(source.graph) : groupAlike(source.graph, names, kinds);
		const drawing = draw(kind, source, grouped);
		if (args.output === undefined) return { source, grouped, drawing };
		writeFileSync(resolve(context.cwd, args.output), drawing);
		context.terminal.say(`Wrote ${args.output}`);
		return { source, grouped, drawing: null };
	},
	json: ({ source, grouped }) => asData(source, grouped),
	show: ({ drawing }) => (drawing === null ? NOTHING : text(drawing)),
});

function kindOf(output: string | undefined): string {
	if (output === undefined) return "text";
	const kind = { ".svg": "svg", ".dot": "dot", ".gv": "dot", ".txt": "text" }[extname(output)];
	if (kind === undefined)
		throw usageError(`--as is needed: '${output}' ends with none of .svg, .dot, .txt`, "torc workflows graph");
	return kind;
}

function draw(kind: string, source: GraphSource, grouped: GroupedGraph): string {
	const nodes = grouped.members.map((members) => nodeText(source, members));
	const labels = nodes.map(({ label }) => label);
	if (kind === "dot") return toDot(grouped.graph, labels);
	if (kind === "svg") return toSvg(grouped.graph, nodes, source.name);
	const statuses = nodes.map(({ label, status }) => (status === "" ? label : `${label} [${status}]`));
	return toTextGraph(
		grouped.graph,
		statuses.map((status) => status.replaceAll(/\s+/g, " ")),
	);
}

function nodeText({ jobs }: GraphSource, members: readonly number[]): NodeText {
	const first = jobs[members[0] ?? -1];
	const name = first?.name ?? "";
	const status = first?.status ?? "";
	const title = [name, ...(status === "" ? [] : [status])].join(": ");
	if (members.length === 1) return { label: name, status, title };
	const last = jobs[members.at(-1) ?? -1]?.name ?? "";
	const label = `${name.replace(/\d+/g, "*")} (${members.length})`;
	return { label, status, title: `${name} to ${last}, ${members.length} jobs${status === "" ? "" : `: ${status}`}` };
}

/** For programs: groups of jobs with their level and the groups they wait for. */
function asData(source: GraphSource, { graph: drawn, members }: GroupedGraph) {
	const { levels } = topologicalLevels(drawn);
	const levelOf = new Map(levels.flatMap((groups, level) => groups.map((group) => [group, level] as const)));
	return {
		...(source.workflowId !== null && { workflow_id: source.workflowId }),
		workflow_name: source.name,
		nodes: members.map((jobs, id) => ({
			id,
			label: nodeText(source, jobs).label,
			jobs: jobs.map((job) => source.jobs[job]?.name),
			...(source.jobs[jobs[0] ?? -1]?.status != null && { status: source.jobs[jobs[0] ?? -1]?.status }),
			level: levelOf.get(id) ?? null,
			waits_for: [...new Set((drawn.waits[id] ?? []).flatMap((set) => [...(drawn.sets[set] ?? [])]))],
		})),
	};
}
