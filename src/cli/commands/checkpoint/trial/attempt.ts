// What is known of one attempt of a job under test.

/** What became of it. */
export interface AttemptEnd {
	readonly status: string;
	readonly returnCode: number;
	/** That ended its first process; null = it exited. */
	readonly signal: number | null;
	readonly wasAsked: boolean;
	readonly wasKilled: boolean;
	readonly runSeconds: number;
	/** From its start to the signal; null when it was not asked. */
	readonly askedAfterSeconds: number | null;
	readonly signalToExitSeconds: number | null;
	/** The time it was given from the signal to KILL; null when it was not asked. */
	readonly leadSeconds: number | null;
	/** Last line of its standard error; empty = none. */
	readonly lastWords: string;
}

/** What an attempt did to one file. */
export interface FileUse {
	/** Absolute. */
	readonly path: string;
	/** Its content was read before the attempt wrote it. */
	readonly wasRead: boolean;
	readonly wasWritten: boolean;
	/** Its content was changed under its own name, not replaced by a rename. */
	readonly inPlace: boolean;
	/** Written after the signal. */
	readonly savedLate: boolean;
	/** Position of its last change among those of all files. */
	readonly lastChange: number;
	/** Its size after the attempt; null when it is gone. */
	readonly bytes: number | null;
}

export interface SavedFile {
	/** Absolute. */
	readonly path: string;
	readonly bytes: number;
}

export interface Attempt {
	readonly end: AttemptEnd;
	/** Null when the system cannot tell, or lost some of it. */
	readonly uses: readonly FileUse[] | null;
	/** The declared checkpoint after the attempt; null when none is declared. */
	readonly declared: readonly SavedFile[] | null;
	/** The declared checkpoint is another than before the attempt; null when none is declared. */
	readonly declaredChanged: boolean | null;
}
