// A graph as an SVG picture that is readable on light and on dark pages.
import { type Layers, type Placed, placeInLayers } from "./layers.ts";
import type { SetGraph } from "./set-graph.ts";

const BOX_HEIGHT = 34;
const ROW = 52;
const GAP = 36;
const MARGIN = 20;
const LETTER = 7.4;
const LONGEST_LABEL = 34;

export interface NodeText {
	readonly label: string;
	/** Class of its color: a job status, or empty. */
	readonly status: string;
	/** Shown when pointed at. */
	readonly title: string;
}

/** `nodes[job]` tells what stands in its box. */
export function toSvg(graph: SetGraph, nodes: readonly NodeText[], title: string): string {
	const layers = placeInLayers(graph);
	const columns = columnsOf(layers, nodes);
	const place = (item: number): Point => pointOf(layers.items[item] as Placed, columns);
	const lines = layers.edges.map(([from, to]) => drawEdge(place(from), place(to), layers.items[to]?.job === null));
	const boxes = layers.items.flatMap((item) => {
		const node = item.job === null ? undefined : nodes[item.job];
		return node === undefined ? [] : [drawBox(node, pointOf(item, columns))];
	});
	const points = junctions(layers).map((item) => {
		const { left, middle } = place(item);
		return `<circle class="point" cx="${round(left)}" cy="${round(middle)}" r="3.5"/>`;
	});
	const width = round(MARGIN * 2 + Math.max(0, ...columns.values().map(({ x, width }) => x + width)));
	const rows = layers.items.reduce((most, { row }) => Math.max(most, row), 0);
	const height = round(MARGIN * 2 + rows * ROW + BOX_HEIGHT);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${escapeXml(title)}</title>
<style>${STYLE}</style>
<g class="edges">${lines.join("\n")}</g>
${points.join("\n")}
${boxes.join("\n")}
</svg>
`;
}

interface Column {
	readonly x: number;
	readonly width: number;
}
interface Point {
	readonly left: number;
	readonly right: number;
	readonly middle: number;
}

/** Layer → where it stands; as wide as its widest box, points need no width. */
function columnsOf({ items }: Layers, nodes: readonly NodeText[]): Map<number, Column> {
	const widths = new Map<number, number>();
	for (const { layer, job } of items) {
		const label = job === null ? null : nodes[job]?.label;
		const width = label == null ? 0 : short(label).length * LETTER + 24;
		widths.set(layer, Math.max(widths.get(layer) ?? 0, width));
	}
	const columns = new Map<number, Column>();
	let x = 0;
	for (const layer of [...widths.keys()].sort((a, b) => a - b)) {
		const width = widths.get(layer) as number;
		columns.set(layer, { x, width });
		x += width + GAP;
	}
	return columns;
}

function pointOf({ layer, row }: Placed, columns: ReadonlyMap<number, Column>): Point {
	const { x, width } = columns.get(layer) as Column;
	return { left: MARGIN + x, right: MARGIN + x + width, middle: MARGIN + row * ROW + BOX_HEIGHT / 2 };
}

/** Points where several edges meet; bends have one before and one after. */
function junctions({ items, edges }: Layers): number[] {
	const before = new Map<number, number>();
	for (const [, to] of edges) before.set(to, (before.get(to) ?? 0) + 1);
	return [...items.keys()].filter((item) => items[item]?.job === null && (before.get(item) ?? 0) > 1);
}

/** A line that bends under a column of boxes goes on to the other side. */
function drawEdge(from: Point, to: Point, goesThrough: boolean): string {
	const bend = (to.left - from.right) / 2;
	const start = `M${round(from.right)} ${round(from.middle)}`;
	const curve = `C${round(from.right + bend)} ${round(from.middle)} ${round(to.left - bend)} ${round(to.middle)}`;
	const through = goesThrough && to.right > to.left ? `H${round(to.right)}` : "";
	return `<path d="${start}${curve} ${round(to.left)} ${round(to.middle)}${through}"/>`;
}

function drawBox({ label, status, title }: NodeText, { left, right, middle }: Point): string {
	const top = round(middle - BOX_HEIGHT / 2);
	return `<g class="job ${status}"><title>${escapeXml(title)}</title><rect x="${round(left)}" y="${top}" width="${round(right - left)}" height="${BOX_HEIGHT}" rx="7"/><text x="${round((left + right) / 2)}" y="${round(middle + 4.5)}">${escapeXml(short(label))}</text></g>`;
}

const short = (label: string): string =>
	label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
const round = (value: number): number => Math.round(value * 10) / 10;

const STYLE = `
svg { color-scheme: light dark; background: #ffffff; }
text { font: 13px system-ui, "Segoe UI", "Liberation Sans", sans-serif; text-anchor: middle; fill: #1d2430; }
rect { fill: #ffffff; stroke: #8a94a3; stroke-width: 1.5; }
.edges path { fill: none; stroke: #9aa5b4; stroke-width: 1.5; }
.point { fill: #9aa5b4; }
.ready rect, .pending rect { fill: #e0ecff; stroke: #2563eb; }
.running rect { fill: #2563eb; stroke: #1e40af; }
.running text { fill: #ffffff; }
.completed rect { fill: #dcf5e6; stroke: #059669; }
.failed rect, .pending_failed rect { fill: #fde2e2; stroke: #dc2626; }
.terminated rect { fill: #fdeed3; stroke: #d97706; }
.canceled rect, .disabled rect { fill: #e9ecf1; stroke: #8a94a3; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
svg { background: #0f1216; }
text { fill: #e6e9ee; }
rect { fill: #1c222a; stroke: #7b8797; }
.ready rect, .pending rect { fill: #172a4a; stroke: #60a5fa; }
.completed rect { fill: #10301f; stroke: #34d399; }
.failed rect, .pending_failed rect { fill: #431818; stroke: #f87171; }
.terminated rect { fill: #3d2a0c; stroke: #fbbf24; }
.canceled rect, .disabled rect { fill: #262c35; stroke: #7b8797; }
}`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeXml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
