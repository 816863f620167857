// Writes the generated parts of the documentation.
//   npm run docs             writes them
//   npm run docs -- --check  says which are not current, and ends with 1 then
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openApiDocument } from "../src/contract/openapi.ts";
import { openApiMarkdown } from "./openapi-markdown.ts";

const REST = join(import.meta.dir, "../docs/reference/rest.md");

/** What stands above it is written by hand. */
const MARK = "<!-- What follows is made of the interface's declarations by `npm run docs`. -->\n";

const text = readFileSync(REST, "utf8");
const mark = text.indexOf(MARK);
if (mark < 0) throw new Error(`${REST} has no line ${MARK}`);
const current = `${text.slice(0, mark + MARK.length)}\n${openApiMarkdown(openApiDocument())}`;
if (process.argv.includes("--check")) {
	if (current !== text) {
		console.error("docs/reference/rest.md is not current: run npm run docs");
		process.exitCode = 1;
	}
} else writeFileSync(REST, current);
