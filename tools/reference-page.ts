// A page of a generated reference.

export interface Page {
	/** Of the file, without `.md`. */
	readonly name: string;
	readonly title: string;
	/** One line for the list of pages. */
	readonly summary: string;
	readonly text: string;
}

/** A page made of its parts, with the way back to the reference it belongs to. */
export function page(
	reference: { readonly file: string; readonly title: string },
	{ name, title, summary }: Omit<Page, "text">,
	parts: readonly string[],
): Page {
	const back = `<!-- Made by \`npm run docs\`. --> Part of [${reference.title}](../${reference.file}).`;
	return { name, title, summary, text: `${[`# ${title}`, back, ...parts].join("\n\n")}\n` };
}

export const pageList = (folder: string, pages: readonly Page[]): string =>
	`${pages.map(({ name, title, summary }) => `- [${title}](${folder}/${name}.md): ${summary}`).join("\n")}\n`;
