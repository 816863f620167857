// Choosing one of many on a terminal, as a state and what each key makes of it. No input, no output.

export interface Choice {
	/** What is chosen: an id. */
	readonly key: number;
	/** What is shown and searched. */
	readonly label: string;
}

export interface PickState {
	readonly choices: readonly Choice[];
	readonly filter: string;
	/** Those with all words of the filter; a number that begins keys means keys, and the key itself is first. */
	readonly shown: readonly Choice[];
	/** Index into `shown`. */
	readonly selected: number;
}

export type PickStep =
	| { readonly step: "going"; readonly state: PickState }
	| { readonly step: "chosen"; readonly choice: Choice }
	| { readonly step: "given up" };

export const startPicking = (choices: readonly Choice[]): PickState => ({
	choices,
	filter: "",
	shown: choices,
	selected: 0,
});

const MOVES: Readonly<Record<string, number>> = {
	"\x1b[A": -1,
	"\x1bOA": -1,
	"\x10": -1,
	"\x1b[B": 1,
	"\x1bOB": 1,
	"\x0e": 1,
	"\x1b[5~": -10,
	"\x1b[6~": 10,
};

/** `key`: one key as the terminal sends it. */
export function pressKey(state: PickState, key: string): PickStep {
	const move = MOVES[key];
	if (move !== undefined) return going(select(state, state.selected + move));
	switch (key) {
		case "\r":
		case "\n": {
			const choice = state.shown[state.selected];
			return choice === undefined ? going(state) : { step: "chosen", choice };
		}
		case "\x1b":
		case "\x04":
			return { step: "given up" };
		case "\x7f":
		case "\b":
			return going(filterBy(state, [...state.filter].slice(0, -1).join("")));
		case "\x15":
			return going(filterBy(state, ""));
		default:
			return going(isText(key) ? filterBy(state, state.filter + key) : state);
	}
}

const going = (state: PickState): PickStep => ({ step: "going", state });

function select(state: PickState, index: number): PickState {
	return { ...state, selected: Math.max(0, Math.min(index, state.shown.length - 1)) };
}

function filterBy(state: PickState, filter: string): PickState {
	const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
	const matches = ({ key, label }: Choice): boolean => {
		const text = `${key} ${label}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
	const [only = ""] = words;
	const byKey = words.length === 1 ? keysBeginning(state.choices, only) : [];
	const shown = words.length === 0 ? state.choices : byKey.length > 0 ? byKey : state.choices.filter(matches);
	return { ...state, filter, shown, selected: 0 };
}

/** Labels hold dates and numbers too: whoever types an id means that id, not a label it happens to stand in. */
function keysBeginning(choices: readonly Choice[], digits: string): Choice[] {
	if (!/^\d+$/.test(digits)) return [];
	const begun = choices.filter(({ key }) => String(key).startsWith(digits));
	return begun.sort((a, b) => Number(String(b.key) === digits) - Number(String(a.key) === digits));
}

/** No control character and no escape sequence. */
const isText = (key: string): boolean => !/[\p{Cc}]/u.test(key);

/** Cuts what a terminal sends at once (a paste, fast typing) into keys. */
export function splitKeys(text: string): string[] {
	const keys: string[] = [];
	let rest = text;
	while (rest !== "") {
		const sequence = rest.startsWith("\x1b") ? /^(?:\[[\d;]*[A-Za-z~]|O[A-Z])/.exec(rest.slice(1)) : null;
		const key = sequence ? `\x1b${sequence[0]}` : String.fromCodePoint(rest.codePointAt(0) as number);
		keys.push(key);
		rest = rest.slice(key.length);
	}
	return keys;
}
