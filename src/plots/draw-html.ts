// A plot as one HTML file that needs nothing else: no network, no server.
import { PLOT_PAGE_SCRIPT, PLOT_PAGE_STYLE, UPLOT_SCRIPT, UPLOT_STYLE } from "../platform/embedded-assets.ts";
import type { FigureTable, Plot } from "./plot.ts";

/** `about`: a line under the title, e.g. where the measurements come from. */
export function drawHtml(plot: Plot, about: string): string {
	// Inside a script element only `</` could end it.
	const data = JSON.stringify(plot.panels).replaceAll("<", "\\u003c");
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(plot.title)}</title>
<link rel="icon" href="data:,">
<style>${UPLOT_STYLE}</style>
<style>${PLOT_PAGE_STYLE}</style>
</head>
<body>
<header>
<div><h1>${escapeHtml(plot.title)}</h1><p>${escapeHtml(about)}</p></div>
<button id="theme" type="button" aria-label="Switch between light and dark">Light / dark</button>
</header>
<main id="panels"></main>
${plot.table === undefined ? "" : drawFigures(plot.table)}
<script type="application/json" id="plot-data">${data}</script>
<script>${UPLOT_SCRIPT}</script>
<script>${PLOT_PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function drawFigures({ columns, rows }: FigureTable): string {
	const row = (cells: readonly string[], tag: "td" | "th"): string =>
		`<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
	const body = rows.map((cells) => row(cells, "td")).join("\n");
	return `<section class="figures"><table>\n<thead>${row(columns, "th")}</thead>\n<tbody>\n${body}\n</tbody></table></section>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
