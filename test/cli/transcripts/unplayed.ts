// Commands that transcripts do not show, and why.

/** Their output is no record. */
export const NO_JSON: readonly string[] = ["torc run"];

/** Command → where it is tested instead. */
export const UNPLAYED: Readonly<Record<string, string>> = {
	"torc server": "test/cli/server.test.ts: it never ends by itself",
};
