// What a job's shell is given to run (4-runner §3).

/** One line of invocation script goes before the command on its line; several lines go before it; blank is ignored. */
export function jobCommand(command: string, invocationScript: string | null | undefined): string {
	const script = invocationScript?.trim() ?? "";
	if (script === "") return command;
	return script.includes("\n") ? `${script}\n${command}` : `${script} ${command}`;
}
