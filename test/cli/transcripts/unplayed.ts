// Commands that transcripts do not show, and why.

/** Their output is no record. */
export const NO_JSON: readonly string[] = ["torc run", "torc completions"];

/** Command or group → where it is tested instead. */
export const UNPLAYED: Readonly<Record<string, string>> = {
	"torc server": "test/cli/server.test.ts: it never ends by itself",
	"torc checkpoint test": "test/runner: it interrupts and continues a job",
	"torc admin tail-api": "test/cli/admin.test.ts: it never ends by itself",
	"torc admin api-stats": "test/cli/admin.test.ts: its figures vary",
	"torc admin reload-auth": "test/cli/admin.test.ts: it needs a file of users",
	"torc slurm sacct": "test/slurm: it needs Slurm",
	"torc slurm stats": "test/slurm: it needs Slurm",
	"torc slurm usage": "test/slurm: it needs Slurm",
	"torc slurm parse-logs": "test/slurm: it needs Slurm",
	"torc slurm generate": "test/slurm: it needs Slurm",
	"torc slurm regenerate": "test/slurm: it needs Slurm",
	"torc slurm plan-allocations": "test/slurm: it needs Slurm",
	"torc workflows sync-status": "test/slurm: it needs Slurm",
	"torc monitor-node": "test/cli: it never ends by itself",
};
