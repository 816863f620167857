// Writes the generated parts of the documentation.
//   npm run docs             writes them
//   npm run docs -- --check  says which are not current, and ends with 1 then
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "../src/contract/openapi.ts";
import { cliMarkdown } from "./cli-markdown.ts";
import { configMarkdown } from "./config-markdown.ts";
import { openApiMarkdown } from "./openapi-markdown.ts";

/** File → what makes its generated part. What stands above the mark is written by hand. */
const DOCUMENTS: Readonly<Record<string, () => string>> = {
	"docs/reference/rest.md": () => openApiMarkdown(openApiDocument()),
	"docs/reference/cli.md": cliMarkdown,
	"docs/reference/configuration.md": configMarkdown,
};
const MARK = /^<!-- What follows is made of .* by `npm run docs`\. -->\n/m;

for (const [file, generate] of Object.entries(DOCUMENTS)) {
	const path = join(import.meta.dir, "..", file);
	const text = readFileSync(path, "utf8");
	const mark = MARK.exec(text);
	if (mark === null) throw new Error(`${file} has no line ${MARK.source}`);
	const current = `${text.slice(0, mark.index + mark[0].length)}\n${generate()}`;
	if (!process.argv.includes("--check")) writeFileSync(path, current);
	else if (current !== text) {
		console.error(`${file} is not current: run npm run docs`);
		process.exitCode = 1;
	}
}
