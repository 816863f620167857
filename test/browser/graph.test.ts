// A graph's SVG in a real browser: it is well-formed, every box lies in the picture, and no two overlap.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { SetGraph } from "../../src/graph/set-graph.ts";
import { toSvg } from "../../src/graph/svg.ts";
import { browserMissing } from "./browser-missing.ts";
import { Browser } from "./chromium.ts";

setDefaultTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "torc-graph-"));
beforeAll(() => expect(browserMissing()).toBeNull());
afterAll(() => rmSync(folder, { recursive: true }));

/** fetch → 8 align → 8 call → merge → report, with shortcuts over several layers. */
const GRAPH: SetGraph = {
	jobCount: 20,
	sets: [[0], ...Array.from({ length: 8 }, (_, at) => [at + 1]), range(9, 8), [17, 18], [0, 19]],
	waits: [[], ...range(1, 8).map(() => [0]), ...range(1, 8).map((set) => [set]), [9], [], [10]],
};
function range(first: number, count: number): number[] {
	return Array.from({ length: count }, (_, at) => first + at);
}

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

test.each([false, true])("dark: %s", async (dark) => {
	const nodes = range(0, 20).map((job) => ({ label: `job <${job}> & co`, status: "completed", title: `job ${job}` }));
	const path = join(folder, "graph.svg");
	writeFileSync(path, toSvg(GRAPH, nodes, "graph"));
	await using browser = await Browser.start({ dark });
	const { page, complaints } = await browser.open(pathToFileURL(path).href);
	expect(complaints).toEqual([]);
	const boxes = (await Promise.all((await page.locator("rect").all()).map((rect) => rect.boundingBox()))) as Box[];
	const picture = (await page.locator("svg").boundingBox()) as Box;
	expect(boxes).toHaveLength(20);
	for (const [index, box] of boxes.entries()) {
		expect(box.x).toBeGreaterThanOrEqual(picture.x);
		expect(box.x + box.width).toBeLessThanOrEqual(picture.x + picture.width);
		expect(box.y + box.height).toBeLessThanOrEqual(picture.y + picture.height);
		for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
	}
	expect(await page.locator("text").first().textContent()).toBe("job <0> & co");
});

const overlap = (a: Box, b: Box): boolean =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
