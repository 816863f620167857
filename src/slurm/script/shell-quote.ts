// Words as a POSIX shell takes them, and as sbatch takes them in a directive.

export const shellQuote = (word: string): string =>
	/^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
