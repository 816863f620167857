// torc completions, and the hidden command its scripts ask.
import { command } from "./command.ts";

export const SHELLS = ["bash", "elvish", "fish", "powershell", "zsh"] as const;

export const completions = command({
	path: ["completions"],
	summary: "Print a script that completes torc's commands, flags and values in a shell",
	details:
		"Tab then also offers the ids and names of your workflows and jobs, asked from the server the command line means.",
	examples: [
		["torc completions bash", "in ~/.bashrc: source <(torc completions bash)"],
		["torc completions zsh", "in ~/.zshrc, after compinit: source <(torc completions zsh)"],
		["torc completions fish", "in ~/.config/fish/config.fish: torc completions fish | source"],
		["torc completions powershell", "in $PROFILE: torc completions powershell | Out-String | Invoke-Expression"],
		["torc completions elvish", "in rc.elv: eval (torc completions elvish | slurp)"],
	],
	positionals: { shell: { values: SHELLS, help: "The shell" } },
	server: "none",
	readsConfig: true,
});

export const complete = command({
	path: ["complete"],
	summary: "Print what may stand at the end of a command line",
	examples: [["torc complete -- jobs list --st", "the flags that begin with --st"]],
	positionals: { words: { rest: true, optional: true, afterDashes: true, help: "The words up to the cursor" } },
	options: { program: { type: "text", default: "torc", help: "The program of the command line" } },
	hidden: true,
	readsConfig: true,
	// Tab changes nothing.
	deliversJournals: true,
});
