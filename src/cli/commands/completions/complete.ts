// The hidden command behind the completion scripts: a line per candidate, value and help between a tab. A line that
// begins with a colon asks the shell for names of files (`:file`) or folders (`:folder`).
import { type Candidate, flags, hasLonger, nextWords } from "../../completion/candidates.ts";
import { type LineSoFar, readLine } from "../../completion/read-line.ts";
import { jobValues, workflowValues } from "../../completion/server-values.ts";
import { valueKind } from "../../completion/value-kind.ts";
import type { Context } from "../../context.ts";
import { complete } from "../../grammar/completions.ts";
import { type Program, programNamed } from "../../grammar/programs.ts";
import { implement } from "../../implement.ts";
import { makeContext, type OwnedContext } from "../../make-context.ts";
import { NOTHING } from "../../render/view.ts";
import type { Terminal } from "../../terminal.ts";

/** Nobody waits longer for Tab. */
const PATIENCE_MS = 2000;

export const command = implement(complete, {
	run: async (context, { program: name, words }) => {
		const program = programNamed(name);
		if (program === null) return;
		const items = await offer(context, program, words[0] === "help" ? words.slice(1) : words);
		await context.terminal.print(items.map(({ value, help }) => `${value}\t${help}\n`).join(""));
	},
	show: () => NOTHING,
});

async function offer(context: Context, program: Program, words: readonly string[]): Promise<Candidate[]> {
	const line = readLine(program, words.slice(0, -1), words.at(-1) ?? "");
	// Of several values in one word, the last one is completed.
	const comma = line.asksFor.what === "value" && takesList(line) ? line.typed.lastIndexOf(",") + 1 : 0;
	const typed = line.typed.slice(comma);
	const before = line.before + line.typed.slice(0, comma);
	const found = await candidates(context, program, { ...line, typed });
	return found
		.filter(({ value }) => value.startsWith(":") || value.startsWith(typed))
		.map(({ value, help }) => ({
			value: value.startsWith(":") ? value : before + value,
			help: help.split("\n")[0] ?? "",
		}));
}

const takesList = ({ asksFor }: LineSoFar): boolean =>
	asksFor.what === "value" && "commaSeparated" in asksFor.spec && asksFor.spec.commaSeparated === true;

async function candidates(context: Context, program: Program, line: LineSoFar): Promise<Candidate[]> {
	const { asksFor, command: spec, words, typed } = line;
	const longer =
		spec !== null && line.positionals.length === 0 && hasLonger(program, spec) ? nextWords(program, words) : [];
	switch (asksFor.what) {
		case "nothing":
			return [];
		case "word":
			return nextWords(program, words);
		case "flag":
			return [...longer, ...flags(program, line)];
		case "file":
			return [FILE];
		case "value": {
			const kind = valueKind(asksFor.key, asksFor.spec, spec);
			if (kind.kind === "words") return kind.words.map((value) => ({ value, help: "" }));
			if (kind.kind === "file") return [...longer, FILE];
			if (kind.kind === "folder") return [FOLDER];
			if (kind.kind === "anything") return longer;
			const files = kind.kind === "spec_or_workflow" ? [FILE] : [];
			return [...longer, ...files, ...(await fromServer(context, kind.kind, line, typed))];
		}
	}
}

const FILE: Candidate = { value: ":file", help: "" };
const FOLDER: Candidate = { value: ":folder", help: "" };

/** From the server that the line's flags, the environment and the configuration mean; nothing when it cannot be had. */
async function fromServer(
	context: Context,
	kind: "workflow" | "spec_or_workflow" | "job",
	line: LineSoFar,
	typed: string,
): Promise<Candidate[]> {
	const given = Object.fromEntries([...line.options].filter(([key]) => key in context.globals && key !== "format"));
	const globals = { ...context.globals, ...given, promptPassword: false, inMemory: false };
	let owned: OwnedContext | null = null;
	const asking = async (): Promise<Candidate[]> => {
		owned = await makeContext(complete, globals, silent(context.terminal));
		const client = await owned.context.client();
		const { user } = owned.context;
		if (kind !== "job") return workflowValues(client, user, typed);
		const own = line.options.get("workflowId") ?? workflowOf(line);
		return jobValues(client, user, { workflow: typeof own === "string" ? own : undefined, typed });
	};
	try {
		const patience = new Promise<Candidate[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_MS).unref());
		return await Promise.race([asking(), patience]);
	} catch {
		return [];
	} finally {
		await (owned as OwnedContext | null)?.close();
	}
}

/** A workflow that stands before the cursor. */
function workflowOf({ command: spec, positionals }: LineSoFar): string | undefined {
	const place = Object.keys(spec?.positionals ?? {}).indexOf("workflow");
	return place < 0 ? undefined : positionals[place];
}

const silent = (terminal: Terminal): Terminal => ({ ...terminal, say: () => undefined, draw: () => undefined });
