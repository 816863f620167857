// Shows progress on standard error: redrawn in place on a terminal, a line now and then elsewhere.
import type { Terminal } from "../terminal.ts";
import { logLine, terminalLines } from "./progress-lines.ts";
import { ProgressState, type StatusCounts } from "./progress-state.ts";

export interface ProgressDisplay {
	update(counts: StatusCounts): void;
	/** A line above the progress. */
	say(line: string): void;
	/** Leaves the last state on the screen; nothing is drawn afterwards. */
	finish(): void;
}

const REDRAW_MS = 250;
/** Pauses between lines grow from the first to the last figure: a log tells much at first and stays short in the end. */
const FIRST_LINE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

export function showProgress(terminal: Terminal): ProgressDisplay {
	return terminal.canRedraw ? redrawn(terminal) : logged(terminal);
}

/** For -f json: only what must be said. */
export const silentProgress = (terminal: Terminal): ProgressDisplay => ({
	update: () => undefined,
	say: terminal.say,
	finish: () => undefined,
});

function redrawn(terminal: Terminal): ProgressDisplay {
	const state = new ProgressState(performance.now());
	let drawn = false;
	let known = false;
	const erase = (): void => {
		if (drawn) terminal.draw("\x1b[1A\r\x1b[J");
		drawn = false;
	};
	const draw = (): void => {
		if (!known) return;
		const [first, second] = terminalLines(state.at(performance.now()), terminal.screen().width);
		terminal.draw(`${drawn ? "\x1b[1A\r" : ""}${first}\x1b[K\n${second}\x1b[K`);
		drawn = true;
	};
	const timer = setInterval(draw, REDRAW_MS);
	timer.unref();
	return {
		update(counts) {
			const first = !known;
			known = true;
			state.update(counts, performance.now());
			if (first) draw();
		},
		say(line) {
			erase();
			terminal.say(line);
			draw();
		},
		finish() {
			clearInterval(timer);
			draw();
			if (drawn) terminal.draw("\n");
			drawn = false;
		},
	};
}

function logged(terminal: Terminal): ProgressDisplay {
	const state = new ProgressState(performance.now());
	let pause = FIRST_LINE_MS;
	/** Something happened since the last line. */
	let news = false;
	const tell = (): void => {
		if (news) terminal.say(logLine(state.at(performance.now())));
		news = false;
	};
	const tick = (): void => {
		tell();
		pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
		timer = setTimeout(tick, pause);
		timer.unref();
	};
	let timer = setTimeout(tick, pause);
	timer.unref();
	return {
		update(counts) {
			news = true;
			state.update(counts, performance.now());
		},
		say: terminal.say,
		finish() {
			clearTimeout(timer);
			tell();
		},
	};
}
