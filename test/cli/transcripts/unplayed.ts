// Commands that transcripts do not show, and why.

/** Their output is no record. */
export const NO_JSON: readonly string[] = ["torc completions"];

/** Command or group → where it is tested instead. */
export const UNPLAYED: Readonly<Record<string, string>> = {
	"torc server": "test/cli/server.test.ts: it never ends by itself",
	"torc checkpoint test": "test/checkpoint/: it interrupts and continues a job",
	"torc admin tail-api": "test/cli/admin.test.ts: it never ends by itself",
	"torc slurm generate": "test/slurm: it needs Slurm",
	"torc slurm regenerate": "test/slurm: it needs Slurm",
	"torc slurm plan-allocations": "test/slurm: it needs Slurm",
	"torc monitor-node": "test/cli/monitor-node.test.ts: it never ends by itself",
};
