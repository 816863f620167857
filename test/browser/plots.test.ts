// Pages of torc plot-resources in a real browser: nothing complains, and the pictures show what was measured.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writePlots } from "../../src/plots/write-plots.ts";
import { browserMissing } from "./browser-missing.ts";
import { Browser, type OpenPage } from "./chromium.ts";
import { writeSampleMetrics } from "./sample-metrics.ts";

setDefaultTimeout(120_000);

const LIGHT = ["#2563eb", "#d97706", "#059669", "#c026d3"];
const DARK = ["#60a5fa", "#fbbf24", "#34d399", "#e879f9"];
const folder = mkdtempSync(join(tmpdir(), "torc-plots-"));
let paths: readonly string[] = [];
beforeAll(() => {
	expect(browserMissing()).toBeNull();
	paths = writePlots({
		databases: writeSampleMetrics(folder),
		outputDir: folder,
		prefix: "",
		format: "html",
		jobIds: [],
	});
});
afterAll(() => rmSync(folder, { recursive: true }));

const url = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;

interface Trace {
	readonly pixels: number;
	/** Shares of the picture's width and height. */
	readonly left: number;
	readonly right: number;
	readonly meanRow: number;
}

/** Where the colors stand in a panel's picture. */
function traces({ page }: OpenPage, panel: number, colors: readonly string[]): Promise<Trace[]> {
	return page.evaluate(
		({ panel, colors }) => {
			const { document, OffscreenCanvas } = globalThis as unknown as {
				document: { querySelectorAll(selector: string): Canvas[] };
				OffscreenCanvas: new (width: number, height: number) => Canvas;
			};
			interface Pen {
				drawImage(image: Canvas, x: number, y: number): void;
				getImageData(x: number, y: number, width: number, height: number): { data: number[] };
			}
			interface Canvas {
				readonly width: number;
				readonly height: number;
				getContext(kind: "2d", options: { willReadFrequently: boolean }): Pen;
			}
			const canvas = document.querySelectorAll("canvas")[panel] as Canvas;
			const { width, height } = canvas;
			const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
			pen.drawImage(canvas, 0, 0);
			const { data } = pen.getImageData(0, 0, width, height);
			return colors.map((color) => {
				const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
				let pixels = 0;
				let [left, right, rows] = [width, 0, 0];
				for (let at = 0; at < data.length; at += 4) {
					if (wanted.some((value, index) => Math.abs((data[at + index] as number) - value) > 2)) continue;
					if ((data[at + 3] as number) < 250) continue;
					const column = (at / 4) % width;
					pixels++;
					left = Math.min(left, column);
					right = Math.max(right, column);
					rows += Math.floor(at / 4 / width);
				}
				return { pixels, left: left / width, right: right / width, meanRow: rows / pixels / height };
			});
		},
		{ panel, colors: [...colors] },
	) as Promise<Trace[]>;
}

test("every page opens without a complaint and draws", async () => {
	await using browser = await Browser.start();
	for (const path of paths) {
		const open = await browser.open(pathToFileURL(path).href);
		expect({ path, complaints: open.complaints }).toEqual({ path, complaints: [] });
		const panels = await open.page.locator("canvas").count();
		expect(panels).toBe(await open.page.locator(".panel").count());
		for (let panel = 0; panel < panels; panel++) {
			const [first] = await traces(open, panel, LIGHT);
			expect({ path, panel, drawn: (first?.pixels ?? 0) > 8 }).toEqual({ path, panel, drawn: true });
		}
		await open.page.close();
	}
});

test("the lines lie where the figures say", async () => {
	await using browser = await Browser.start();
	const open = await browser.open(url("cpu_all_jobs"));
	const [prepare, simulate, train, report] = (await traces(open, 0, LIGHT)) as [Trace, Trace, Trace, Trace];
	// 95 % for 2 minutes, 350 % on average for 40, mostly 780 % for 30, one sample of 40 %.
	expect(simulate.right - simulate.left).toBeGreaterThan(0.8);
	expect(train.left).toBeGreaterThan(prepare.left);
	expect(train.right).toBeLessThan(simulate.right);
	expect(prepare.right - prepare.left).toBeLessThan(0.1);
	expect(report.pixels).toBeGreaterThan(8);
	expect(report.meanRow).toBeGreaterThan(prepare.meanRow);
	const scale = (prepare.meanRow - report.meanRow) / (95 - 40);
	const simulated = 95 + (prepare.meanRow - simulate.meanRow) / Math.abs(scale);
	expect(simulated).toBeGreaterThan(300);
	expect(simulated).toBeLessThan(400);
});

test("a single sample is a point in the middle of a minute", async () => {
	await using browser = await Browser.start();
	const [point] = (await traces(await browser.open(url("job_4")), 0, LIGHT)) as [Trace];
	expect((point.left + point.right) / 2).toBeGreaterThan(0.4);
	expect((point.left + point.right) / 2).toBeLessThan(0.7);
});

test("dark where the system is dark, and by the button", async () => {
	await using browser = await Browser.start({ dark: true });
	const open = await browser.open(url("summary"));
	const seen = async (colors: readonly string[]) => (await traces(open, 2, colors)).map(({ pixels }) => pixels > 8);
	expect(await seen(DARK)).toEqual([true, true, true, true]);
	expect(await seen(LIGHT)).toEqual([false, false, false, false]);
	await open.page.locator("#theme").click();
	expect(await seen(LIGHT)).toEqual([true, true, true, true]);
	expect(open.complaints).toEqual([]);
});

test("names are text, whatever they contain, and the table has every job", async () => {
	await using browser = await Browser.start({ width: 600 });
	const { page, complaints } = await browser.open(url("summary"));
	expect(await page.locator(".figures tbody tr td:first-child").allTextContents()).toEqual([
		"prepare",
		"simulate",
		"train",
		"report </script>",
	]);
	expect(await page.locator(".figures tbody tr:nth-child(3)").textContent()).toContain("780 %");
	// Nothing is wider than a narrow window.
	const overflow = await page.evaluate(() => {
		const { document, innerWidth } = globalThis as unknown as {
			document: { documentElement: { scrollWidth: number } };
			innerWidth: number;
		};
		return document.documentElement.scrollWidth - innerWidth;
	});
	expect(overflow).toBeLessThanOrEqual(0);
	expect(complaints).toEqual([]);
});
