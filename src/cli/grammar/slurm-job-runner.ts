// torc-slurm-job-runner, the program inside an allocation.
import { command, type OptionTable } from "./command.ts";
import { claimBackoff } from "./shared-arguments.ts";

export const slurmJobRunner = command({
	path: [],
	summary: "Run jobs of a workflow inside a Slurm allocation; submission scripts start it",
	examples: [["torc-slurm-job-runner http://login1:8080/torc-service/v1 12 torc_output", "run jobs of workflow 12"]],
	positionals: {
		url: { help: "The server" },
		workflowId: { type: "int", help: "Id of the workflow" },
		outputDir: { help: "Where outputs and logs go" },
	},
	options: {
		maxParallelJobs: { type: "int", min: 1, help: "Run this many jobs at once, whatever they need" },
		pollInterval: {
			type: "int",
			short: "p",
			min: 0,
			help: "Seconds between requests where the server cannot push news",
		},
		...claimBackoff,
		isSubtask: { type: "flag", help: "One of several runners of the allocation" },
		startOneWorkerPerNode: { type: "flag", help: "Start a runner on every node and pass warnings on to them" },
		label: {
			type: "text",
			value: "LABEL",
			repeatable: true,
			commaSeparated: true,
			help: "Take only jobs whose labels are all among these",
		},
		persistent: { type: "flag", help: "Stay while unfinished jobs for these labels exist" },
		waitForHealthyDatabaseMinutes: {
			type: "int",
			min: 0,
			default: 20,
			help: "Wait this long for the server at the start",
		},
		tlsCaCert: { type: "text", value: "FILE", env: "TORC_TLS_CA_CERT", help: "Certificate authority of the server" },
		tlsInsecure: { type: "flag", env: "TORC_TLS_INSECURE", help: "Do not check the server's certificate" },
		password: { type: "text", env: "TORC_PASSWORD", help: "Password of the user" },
		logLevel: { type: "text", env: "RUST_LOG", help: "error, warn, info, debug or trace [default: info]" },
		startupDelaySeconds: {
			type: "int",
			min: 0,
			default: 0,
			help: "Spread the starts of the runners over this many seconds",
		},
	} satisfies OptionTable,
});
