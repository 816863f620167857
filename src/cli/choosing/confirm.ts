// Asks before something is lost.
import type { Context } from "../context.ts";

/** True at once with --no-prompts or -f json. On a no, or at the end of input, says "cancelled". */
export async function confirm(context: Context, question: string, noPrompts: boolean): Promise<boolean> {
	if (noPrompts || context.format === "json") return true;
	const answer = (await context.terminal.ask(`${question} [y/N] `))?.trim().toLowerCase();
	if (answer === "y" || answer === "yes") return true;
	context.terminal.say("cancelled");
	return false;
}
