// Writes the generated parts of the documentation.
//   npm run docs             writes them
//   npm run docs -- --check  says which are not current, and ends with 1 then
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "../src/contract/openapi.ts";
import { cliPages } from "./cli-reference.ts";
import { configMarkdown } from "./config-reference.ts";
import { type Page, pageList } from "./reference-page.ts";
import { restPages } from "./rest-reference.ts";

const REFERENCE = join(import.meta.dir, "../docs/reference");
const MARK = /^<!-- What follows is made of .* by `npm run docs`\. -->\n/m;
const check = process.argv.includes("--check");

const rest = restPages(openApiDocument());
const cli = cliPages();
putBelowMark("rest.md", pageList("rest", rest));
putFolder("rest", rest);
putBelowMark("cli.md", pageList("cli", cli));
putFolder("cli", cli);
putBelowMark("configuration.md", configMarkdown());

/** What stands above the mark is written by hand. */
function putBelowMark(file: string, generated: string): void {
	const text = readFileSync(join(REFERENCE, file), "utf8");
	const mark = MARK.exec(text);
	if (mark === null) throw new Error(`${file} has no line ${MARK.source}`);
	put(file, `${text.slice(0, mark.index + mark[0].length)}\n${generated}`);
}

/** The folder holds these pages and nothing else. */
function putFolder(folder: string, pages: readonly Page[]): void {
	mkdirSync(join(REFERENCE, folder), { recursive: true });
	const files = new Set(pages.map(({ name }) => `${name}.md`));
	for (const file of readdirSync(join(REFERENCE, folder))) {
		if (files.has(file)) continue;
		if (check) complain(`${folder}/${file}`);
		else rmSync(join(REFERENCE, folder, file));
	}
	for (const { name, text } of pages) put(`${folder}/${name}.md`, text);
}

function put(file: string, text: string): void {
	if (!check) writeFileSync(join(REFERENCE, file), text);
	else if (textOf(file) !== text) complain(file);
}

function textOf(file: string): string | null {
	try {
		return readFileSync(join(REFERENCE, file), "utf8");
	} catch {
		return null;
	}
}

function complain(file: string): void {
	console.error(`docs/reference/${file} is not current: run npm run docs`);
	process.exitCode = 1;
}
