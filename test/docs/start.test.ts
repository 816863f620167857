// The new user's walk through docs/start: every command of its pages, in their order, in one folder, with what it prints.
import { expect, setDefaultTimeout, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Scratch } from "../cli/torc-process.ts";
import { codeBlocks, namedFiles } from "./code-blocks.ts";

setDefaultTimeout(120_000);

const ROOT = join(import.meta.dir, "../..");
const PAGES = readdirSync(join(ROOT, "docs/start"))
	.sort()
	.map((name) => `docs/start/${name}`);

interface Step {
	readonly command: string;
	/** `…` stands for anything on a line; alone on a line for any lines. */
	readonly output: string;
}

/** `$ command` and what follows it. */
function steps(page: string): Step[] {
	return codeBlocks(page)
		.filter(({ language }) => language === "console")
		.flatMap(({ text }) => text.split(/^\$ /m).slice(1))
		.map((part) => {
			const end = part.indexOf("\n");
			return { command: part.slice(0, end), output: part.slice(end + 1).trimEnd() };
		});
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function pattern(output: string): RegExp {
	const lines = output.split("\n").map((line) => {
		if (line === "…") return "(?:.*\\n)*?";
		return `${line.trimEnd().split("…").map(literal).join(".*")} *\\n`;
	});
	return new RegExp(`^${output === "" ? "" : lines.join("")}$`);
}

test("it has five pages, each with the way to the next", () => {
	expect(PAGES).toHaveLength(5);
	for (const [place, page] of PAGES.slice(0, -1).entries()) {
		const next = PAGES[place + 1]?.split("/").at(-1);
		expect(readFileSync(join(ROOT, page), "utf8")).toContain(`](${next})`);
	}
});

test("every command prints what its page says", () => {
	using scratch = new Scratch();
	const env = {
		PATH: `${join(ROOT, "bin")}${delimiter}${process.env.PATH}`,
		HOME: scratch.path,
		XDG_CONFIG_HOME: scratch.path,
		USER: "you",
		LANG: "C.UTF-8",
	};
	let commands = 0;
	for (const page of PAGES) {
		for (const [name, text] of Object.entries(namedFiles(page))) writeFileSync(join(scratch.path, name), text);
		for (const { command, output } of steps(page)) {
			// As on a terminal, both streams are seen; what is meant to fail shows its error.
			const fails = output.includes(": error: ");
			const line = `${command}; code=$?; ${fails ? "[ $code != 0 ]" : "exit $code"}`;
			const printed = execFileSync("bash", ["-c", `exec 2>&1; ${line}`], { cwd: scratch.path, env }).toString();
			if (!pattern(output).test(printed))
				expect({ page, command, printed }).toEqual({ page, command, printed: output });
			commands++;
		}
	}
	expect(commands).toBeGreaterThan(20);
});

test("its links lead somewhere", () => {
	for (const page of PAGES) {
		const text = readFileSync(join(ROOT, page), "utf8");
		for (const [, target = ""] of text.matchAll(/\]\(([^)#]+)\)/g)) {
			expect(() => readFileSync(join(ROOT, "docs/start", target))).not.toThrow();
		}
	}
});
