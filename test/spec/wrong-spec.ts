// One wrong specification: the text with ‸ where the problem is expected, and what is said about it.

export interface WrongSpec {
	readonly name: string;
	readonly format: "yaml" | "json" | "json5" | "kdl";
	/** `‸` marks the expected place; it is not part of the text. */
	readonly text: string;
	/** Part of the message. */
	readonly expect: string;
	readonly suggestion?: string;
}

/** A YAML workflow with one good job, then these lines. */
export const withJob = (lines: string): string => `name: w\njobs:\n  - {name: a, command: "true"}\n${lines}`;

/** A YAML workflow whose only job has these further lines. */
export const job = (lines: string, rest = ""): string =>
	`name: w\njobs:\n  - name: a\n    command: "true"\n${lines
		.split("\n")
		.map((line) => `    ${line}`)
		.join("\n")}\n${rest}`;
