// Links between the documents lead to files and headings that are there.
import { expect, test } from "bun:test";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const PAGES = [
	...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"],
	...["docs", "src"].flatMap((folder) => markdownIn(folder)),
];

function markdownIn(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".md"))
		.map((name) => join(folder, name));
}

test("there are pages", () => {
	expect(PAGES.length).toBeGreaterThan(50);
});

test.each(PAGES)("%s", (page) => {
	const targets = [...linksIn(readFileSync(join(ROOT, page), "utf8"))].filter((link) => !/^https?:/.test(link));
	expect(targets.filter((target) => !isThere(page, target))).toEqual([]);
});

const linksIn = (markdown: string): string[] =>
	[...markdown.replace(/```[\s\S]*?```/g, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

function isThere(page: string, target: string): boolean {
	const [path = "", anchor] = target.split("#");
	const file = path === "" ? join(ROOT, page) : join(ROOT, dirname(page), path);
	const found = statSync(file, { throwIfNoEntry: false });
	if (found === undefined) return false;
	return anchor === undefined || (found.isFile() && anchorsOf(readFileSync(file, "utf8")).has(anchor));
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): Set<string> {
	const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replace(/[^\w\- ]/g, "")
				.replaceAll(" ", "-"),
		),
	);
}
