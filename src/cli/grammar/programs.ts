// The programs this executable answers to, and the commands of each.
import * as access from "./access.ts";
import * as actions from "./actions.ts";
import * as admin from "./admin.ts";
import * as checkpoint from "./checkpoint.ts";
import type { CommandSpec, OptionTable } from "./command.ts";
import * as completions from "./completions.ts";
import * as config from "./config.ts";
import * as explain from "./explain.ts";
import { globalOptions } from "./global-options.ts";
import * as htpasswd from "./htpasswd.ts";
import * as jobs from "./jobs.ts";
import * as lifecycle from "./lifecycle.ts";
import * as logs from "./logs.ts";
import * as plots from "./plots.ts";
import * as records from "./records.ts";
import * as relations from "./relations.ts";
import * as resources from "./resources.ts";
import * as results from "./results.ts";
import * as roCrate from "./ro-crate.ts";
import * as scheduling from "./scheduling.ts";
import * as server from "./server.ts";
import { serverExport } from "./server-export.ts";
import * as service from "./server-service.ts";
import * as slurmAccounting from "./slurm-accounting.ts";

import { slurmJobRunner } from "./slurm-job-runner.ts";
import * as submission from "./submit.ts";
import * as tasks from "./tasks.ts";
import * as workflows from "./workflows.ts";

export interface Program {
	readonly name: string;
	readonly summary: string;
	readonly globalOptions: OptionTable;
	readonly commands: readonly CommandSpec[];
	/** Taken when no command is named. */
	readonly defaultCommand?: CommandSpec;
}

const torc: Program = {
	name: "torc",
	summary: "Run workflows of many jobs, here or on a cluster, and lose no work at wall time.",
	globalOptions,
	commands: [
		lifecycle.run,
		lifecycle.create,
		lifecycle.exec,
		submission.submit,
		lifecycle.status,
		lifecycle.cancel,
		lifecycle.deleteWorkflows,
		lifecycle.ping,
		...Object.values(workflows),
		...Object.values(actions),
		...Object.values(resources),
		...Object.values(jobs),
		...Object.values(records),
		...Object.values(scheduling),
		submission.slurmScheduleNodes,
		submission.workflowsSubmit,
		...Object.values(slurmAccounting),
		...Object.values(relations),
		...Object.values(results),
		...Object.values(checkpoint),
		...Object.values(explain),
		...Object.values(logs),
		...Object.values(plots),
		...Object.values(config),
		...Object.values(roCrate),
		...Object.values(tasks),
		...Object.values(access),
		...Object.values(admin),
		completions.completions,
		completions.complete,
		server.torcServer,
	],
};

const torcServer: Program = {
	name: "torc-server",
	summary: "Keeps workflows and hands out their jobs.",
	globalOptions: {},
	commands: [server.serverRun, serverExport, ...Object.values(service)],
	defaultCommand: server.serverRun,
};

const jobRunner: Program = {
	name: "torc-slurm-job-runner",
	summary: slurmJobRunner.summary,
	globalOptions: {},
	commands: [slurmJobRunner],
	defaultCommand: slurmJobRunner,
};

const torcHtpasswd: Program = {
	name: "torc-htpasswd",
	summary: "Keeps the file of users and passwords that a server reads.",
	globalOptions: {},
	commands: Object.values(htpasswd),
};

/** null: a name of the product that this version does not answer to yet. */
const PROGRAMS: Readonly<Record<string, Program | null>> = {
	torc,
	"torc-server": torcServer,
	"torc-slurm-job-runner": jobRunner,
	"torc-dash": null,
	"torc-mcp-server": null,
	"torc-htpasswd": torcHtpasswd,
};

/** Names that are not the product's (a renamed file, `bun`) mean torc; null for programs that are not there yet. */
export function programNamed(name: string): Program | null {
	const known = PROGRAMS[name];
	return known === undefined ? torc : known;
}

/** What the groups of commands are about, for the help. */
export const GROUP_SUMMARIES: Readonly<Record<string, string>> = {
	workflows: "Workflows: list, change, initialize, reset",
	jobs: "Jobs of a workflow",
	files: "Files that jobs read and write",
	"user-data": "Data that jobs read and write",
	"resource-requirements": "What jobs need",
	"compute-nodes": "Machines that worked for a workflow",
	results: "What became of jobs",
	checkpoint: "Checkpoints of jobs: list them, try out whether they work",
	events: "What happened, stored and live",
	logs: "What jobs and runners wrote: show, follow, pack, look for errors",
	config: "Settings: where they come from, and whether they are right",
	"ro-crate": "Provenance of a workflow as an RO-Crate",
	service: "The server as a service of the system",
	tasks: "What the server does in the background",
	"access-groups": "Groups of users that workflows are shared with",
	admin: "Administration of a server",
	slurm: "Slurm schedulers and allocations of a workflow",
	"scheduled-compute-nodes": "Allocations of a workflow",
	"job-dependencies": "Which job waits for which, writes and reads what",
	"failure-handlers": "What happens when a job fails",
};
