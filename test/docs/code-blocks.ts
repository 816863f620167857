// The code blocks of a document: those that name a file are files, those that are console are command lines.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dir, "../..");
const BLOCK = /^```([a-z]*)[^\n]*\n([\s\S]*?)^```$/gm;
const NAME = /^(?:#|\/\/)\s*([\w./-]+\.\w+)\s*$/;

interface Block {
	readonly language: string;
	readonly text: string;
}

/** `document`: relative to the repository. */
export function codeBlocks(document: string): Block[] {
	const text = readFileSync(join(ROOT, document), "utf8");
	return [...text.matchAll(BLOCK)].map(([, language = "", content = ""]) => ({ language, text: content }));
}

/** Blocks whose first line names a file (`# train.py`), by that name, as they stand. */
export function namedFiles(document: string): Record<string, string> {
	const named = codeBlocks(document).flatMap(({ text }) => {
		const name = NAME.exec(text.split("\n", 1)[0] ?? "")?.[1];
		return name === undefined ? [] : [[name, text] as const];
	});
	return Object.fromEntries(named);
}

/** The command lines of each console block, without their comments. */
export function consoleLines(document: string): string[][] {
	return codeBlocks(document)
		.filter(({ language }) => language === "console")
		.map(({ text }) => text.split("\n").map((line) => line.replace(/\s+#.*$/, "").trim()))
		.map((lines) => lines.filter((line) => line !== ""));
}
