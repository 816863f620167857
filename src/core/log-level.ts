// How much is told besides results, as --log-level and RUST_LOG say it.

export const LOG_LEVELS = ["error", "warn", "info", "debug", "trace"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * The level of a text such as `debug`, or of directives as RUST_LOG takes them (`torc=debug,hyper=info`): the most
 * talkative one, since there is only one program. Anything else is `info`.
 */
export function logLevel(text: string | undefined): LogLevel {
	const named = (text ?? "").toLowerCase().split(/[,=]/);
	return LOG_LEVELS.toReversed().find((level) => named.includes(level)) ?? "info";
}

/** Whether something of this severity is told at the level. */
export const isTold = (severity: LogLevel, level: LogLevel): boolean =>
	LOG_LEVELS.indexOf(severity) <= LOG_LEVELS.indexOf(level);
