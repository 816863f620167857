// The format of transcripts. Read and written here, so that a recording can be read back.
//
//   # What the file shows.
//
//   $ torc jobs get 7
//   ! Error: Job not found with ID: 7
//   ? 1
//
// A command after `$ ` (with its lines up to END where it ends in <<END), then what it prints: standard output as it
// is, standard error after `! `, an exit code other than 0 after `? `. Blank lines at the end do not count.
// `$ POST /results {...}` is what another program tells the server. A command that ends in ` &` goes on in the
// background behind its first line; `$ kill -INT %1` ends the first of them, and shows the rest of what it printed.

export interface Step {
	readonly command: string;
	/** Output in the form above. */
	readonly output: string;
}

export interface Transcript {
	/** The lines before the first command. */
	readonly heading: string;
	readonly steps: readonly Step[];
}

export interface Finished {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
}

export function readTranscript(text: string): Transcript {
	const lines = text.split("\n");
	const first = lines.findIndex((line) => line.startsWith("$ "));
	const steps: Step[] = [];
	let index = first < 0 ? lines.length : first;
	const heading = lines.slice(0, index).join("\n").trim();
	while (index < lines.length) {
		const command = [(lines[index++] as string).slice(2)];
		const end = /<<'?(\w+)'?$/.exec(command[0] as string)?.[1];
		while (end !== undefined && command.at(-1) !== end && index < lines.length) command.push(lines[index++] as string);
		const start = index;
		while (index < lines.length && !lines[index]?.startsWith("$ ")) index++;
		steps.push({ command: command.join("\n"), output: lines.slice(start, index).join("\n").trim() });
	}
	return { heading, steps };
}

export function writeTranscript({ heading, steps }: Transcript): string {
	const blocks = steps.map(({ command, output }) => `$ ${command}\n${output === "" ? "" : `${output}\n`}`);
	return `${heading}\n\n${blocks.join("\n")}`;
}

/** What a command printed, in the form of a transcript. */
export function outputOf({ stdout, stderr, exitCode }: Finished): string {
	const errors =
		stderr === ""
			? []
			: stderr
					.trimEnd()
					.split("\n")
					.map((line) => `! ${line}`.trimEnd());
	const code = exitCode === 0 ? [] : [`? ${exitCode}`];
	return [stdout.trim(), ...errors, ...code].filter(Boolean).join("\n");
}
