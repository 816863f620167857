// What the terminal that results go to can show.

export interface Look {
	/** Columns; null when the output is no terminal: nothing is cut then. */
	readonly width: number | null;
	/** Whether characters beyond ASCII can be shown. */
	readonly unicode: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** By the locale, as the C library takes it; without one, terminals of today are trusted. */
export function showsUnicode(env: Environment): boolean {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
	return locale === undefined || locale === "" || /utf-?8/i.test(locale);
}

/** Lines can be redrawn: not on a dumb terminal. */
export const canRedraw = (env: Environment): boolean => env.TERM !== "dumb" && env.TERM !== "";

/** The signs of our own texts in ASCII; what users named is left alone. `cut`: what stands for …, where lines have a width. */
export const toAscii = (text: string, cut = "..."): string =>
	text.replace(/[–…→⏎●○✓✗█▓▒░]/g, (sign) => (sign === "…" ? cut : (ASCII[sign] ?? sign)));

const ASCII: Readonly<Record<string, string>> = {
	"–": "-",
	"→": "->",
	"⏎": " ",
	"●": "*",
	"○": "o",
	"✓": "+",
	"✗": "x",
	"█": "#",
	"▓": "x",
	"▒": "=",
	"░": ".",
};
