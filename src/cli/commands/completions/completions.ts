// torc completions: a script for a shell; all it knows it asks `torc complete`.
import { completions, type SHELLS } from "../../grammar/completions.ts";
import { implement } from "../../implement.ts";
import { NOTHING } from "../../render/view.ts";
import { BASH } from "./bash.ts";
import { ELVISH } from "./elvish.ts";
import { FISH } from "./fish.ts";
import { POWERSHELL } from "./powershell.ts";
import { ZSH } from "./zsh.ts";

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
	bash: BASH,
	elvish: ELVISH,
	fish: FISH,
	powershell: POWERSHELL,
	zsh: ZSH,
};

/** A shell reads it: never JSON. */
export const command = implement(completions, {
	run: (context, { shell }) => context.terminal.print(SCRIPTS[shell as keyof typeof SCRIPTS]),
	show: () => NOTHING,
});
