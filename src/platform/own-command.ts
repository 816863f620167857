// How this program starts itself again.

/** Executable and first arguments; from a checkout that is Bun and the program's file. */
export function ownCommand(): readonly [string, ...string[]] {
	const compiled = import.meta.path.startsWith("/$bunfs/") || /^[A-Z]:[\\/]~BUN/.test(import.meta.path);
	return compiled ? [process.execPath] : [process.execPath, "--no-install", "--no-env-file", Bun.main];
}
