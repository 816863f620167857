// Loads the code of one command, and only that.
import type { CommandSpec } from "../grammar/command.ts";
import type { RunnableCommand } from "../implement.ts";

/** Path of the command → its module. `torc-server run` is found as `server`. */
const LOADERS: Readonly<Record<string, () => Promise<{ readonly command: RunnableCommand }>>> = {
	run: () => import("./lifecycle/run.ts"),
	create: () => import("./lifecycle/create.ts"),
	exec: () => import("./exec/exec.ts"),
	submit: () => import("./slurm/submit.ts"),
	"workflows submit": () => import("./slurm/workflows-submit.ts"),
	"slurm schedule-nodes": () => import("./slurm/schedule-nodes.ts"),
	"torc-slurm-job-runner": () => import("./slurm/job-runner.ts"),
	cancel: () => import("./lifecycle/cancel.ts"),
	status: () => import("./lifecycle/status.ts"),
	delete: () => import("./lifecycle/delete.ts"),
	why: () => import("./why/why.ts"),
	"config show": () => import("./config/show.ts"),
	"config paths": () => import("./config/paths.ts"),
	"config init": () => import("./config/init.ts"),
	"config validate": () => import("./config/validate.ts"),
	ping: () => import("./lifecycle/ping.ts"),
	server: () => import("./server/run.ts"),
	"workflows new": () => import("./workflows/new.ts"),
	"workflows list": () => import("./workflows/list.ts"),
	"workflows get": () => import("./workflows/get.ts"),
	"workflows update": () => import("./workflows/update.ts"),
	"workflows archive": () => import("./workflows/archive.ts"),
	"workflows init": () => import("./workflows/init.ts"),
	"workflows reinit": () => import("./workflows/reinit.ts"),
	"workflows reset-status": () => import("./workflows/reset-status.ts"),
	"workflows is-complete": () => import("./workflows/is-complete.ts"),
	"workflows list-actions": () => import("./workflows/list-actions.ts"),
	"jobs create": () => import("./jobs/create.ts"),
	"jobs list": () => import("./jobs/list.ts"),
	"jobs get": () => import("./jobs/get.ts"),
	"jobs update": () => import("./jobs/update.ts"),
	"jobs delete": () => import("./jobs/delete.ts"),
	"jobs running": () => import("./jobs/running.ts"),
	"jobs reset-status": () => import("./jobs/reset-status.ts"),
	"files create": () => import("./files/create.ts"),
	"files list": () => import("./files/list.ts"),
	"files get": () => import("./files/get.ts"),
	"files update": () => import("./files/update.ts"),
	"files delete": () => import("./files/delete.ts"),
	"files list-required-existing": () => import("./files/list-required-existing.ts"),
	"user-data create": () => import("./user-data/create.ts"),
	"user-data list": () => import("./user-data/list.ts"),
	"user-data get": () => import("./user-data/get.ts"),
	"user-data update": () => import("./user-data/update.ts"),
	"user-data delete": () => import("./user-data/delete.ts"),
	"user-data delete-all": () => import("./user-data/delete-all.ts"),
	"user-data list-missing": () => import("./user-data/list-missing.ts"),
	"resource-requirements create": () => import("./resource-requirements/create.ts"),
	"resource-requirements list": () => import("./resource-requirements/list.ts"),
	"resource-requirements get": () => import("./resource-requirements/get.ts"),
	"resource-requirements update": () => import("./resource-requirements/update.ts"),
	"resource-requirements delete": () => import("./resource-requirements/delete.ts"),
	"compute-nodes get": () => import("./compute-nodes/get.ts"),
	"compute-nodes list": () => import("./compute-nodes/list.ts"),
	"results list": () => import("./results/list.ts"),
	"results get": () => import("./results/get.ts"),
	"results delete": () => import("./results/delete.ts"),
	"reports results": () => import("./results/reports-results.ts"),
	"events create": () => import("./events/create.ts"),
	"events list": () => import("./events/list.ts"),
	"events monitor": () => import("./events/monitor.ts"),
	"events get-latest-event": () => import("./events/get-latest-event.ts"),
	"events delete": () => import("./events/delete.ts"),
};

/** Every command of the tables has a loader; a test compares them. */
export async function loadCommand(program: string, spec: CommandSpec): Promise<RunnableCommand> {
	const load = LOADERS[loaderName(program, spec)];
	if (load === undefined) throw new Error(`no code for the command '${spec.path.join(" ")}'`);
	return (await load()).command;
}

export const hasLoader = (program: string, spec: CommandSpec): boolean => loaderName(program, spec) in LOADERS;

const loaderName = (program: string, spec: CommandSpec): string =>
	program === "torc-server" ? "server" : spec.path.length === 0 ? program : spec.path.join(" ");
