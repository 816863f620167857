// Published commands that other parts of the product bring. Those that exist are compared all the same.

/** Command or group → the part it belongs to. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
	"torc tui": "terminal interface",
	"torc-dash": "dashboard",
	"torc-mcp-server": "assistants",
	"torc self": "packaging",
	"torc remote": "workers over ssh",
	"torc watch": "recovery",
	"torc recover": "recovery",
	"torc hpc": "Slurm planning",
	"torc submit-slurm": "Slurm planning",
	"torc workflows create-slurm": "Slurm planning",
	"torc slurm generate": "Slurm planning",
	"torc slurm regenerate": "Slurm planning",
	"torc slurm plan-allocations": "Slurm planning",
};

/** Differences that are wanted. */
export const WANTED: Readonly<Record<string, readonly string[]>> = {
	// Without the flag the server runs inside the program.
	torc: ["--torc-server-bin has the default this one, not 'torc-server'"],
	// Each names another file.
	"torc config init": [
		"--system refuses the company of --user, --local",
		"--user refuses the company of --system, --local",
		"--local refuses the company of --system, --user",
	],
};
