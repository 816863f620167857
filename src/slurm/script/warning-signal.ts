// `--signal=[R][B:]SIG[@SECONDS]` as sbatch takes it: how long before the end Slurm warns. Pure.

/** sbatch's own default. */
const DEFAULT_SECONDS = 60;

/** Seconds before the end; null when no warning is asked for. `extra` wins, as it stands last in the script. */
export function warningSeconds(
	extra: string | null | undefined,
	defaults: Readonly<Record<string, unknown>> | null | undefined,
): number | null {
	const asked = askedSignal(extra, defaults);
	return asked === null ? null : parseSignal(asked);
}

/** Without `B:` Slurm warns the steps and not the batch process. */
export function warnsStepsOnly(...[extra, defaults]: Parameters<typeof warningSeconds>): boolean {
	const asked = askedSignal(extra, defaults);
	return asked !== null && parseSignal(asked) !== null && !/^R?BR?:/.test(asked);
}

const askedSignal = (...[extra, defaults]: Parameters<typeof warningSeconds>): string | null =>
	lastSignal(extra ?? "") ?? defaultSignal(defaults);

/** The N of `B:TERM@N`; null when it is no signal specification. */
export function parseSignal(text: string): number | null {
	const parts = /^(?:[RB]+:)?([A-Za-z0-9+]+)(?:@(\d+))?$/.exec(text.trim());
	if (parts === null) return null;
	return parts[2] === undefined ? DEFAULT_SECONDS : Number(parts[2]);
}

function lastSignal(extra: string): string | null {
	const matches = [...extra.matchAll(/(?:^|\s)--signal[= ]\s*["']?([^\s"']+)/g)];
	return matches.at(-1)?.[1] ?? null;
}

function defaultSignal(defaults: Readonly<Record<string, unknown>> | null | undefined): string | null {
	const value = defaults?.signal;
	return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
