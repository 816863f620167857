// The #SBATCH lines of an allocation (5-slurm §1): a fixed order, `extra` verbatim and last, so that it wins. Pure.
import type { SlurmSchedulerModel } from "../../contract/models/scheduler.ts";
import { shellQuote } from "./shell-quote.ts";

export interface DirectiveInput {
	readonly scheduler: SlurmSchedulerModel;
	readonly defaults: Readonly<Record<string, unknown>> | null;
	readonly jobName: string;
	/** Absolute. */
	readonly outputDirectory: string;
	readonly workflowId: number;
	/** All allocations of the scheduler run one after the other. */
	readonly serialize: boolean;
}

/** What the scheduler alone decides; specifications that set them as defaults are refused (5-slurm §1). */
const MANAGED = new Set(["partition", "nodes", "walltime", "time", "mem", "gres", "name", "job-name"]);

/** After the defaults, in this order. */
const ORDER = ["nodes", "partition", "qos", "gres", "mem", "tmp", "ntasks-per-node", "dependency"];

export function directiveLines(input: DirectiveInput): string[] {
	const { scheduler, outputDirectory, workflowId } = input;
	const defaults = defaultOptions(input.defaults);
	const stem = `${outputDirectory.replaceAll("%", "%%")}/slurm_output_wf${workflowId}_sl%j`;
	const own: Record<string, string | null | undefined> = {
		nodes: String(scheduler.nodes),
		partition: scheduler.partition,
		qos: scheduler.qos,
		gres: scheduler.gres,
		mem: scheduler.mem,
		tmp: scheduler.tmp,
		"ntasks-per-node": scheduler.ntasks_per_node == null ? null : String(scheduler.ntasks_per_node),
		dependency: input.serialize ? "singleton" : null,
	};
	const options = new Map(
		[...defaults].filter(([name]) => own[name] == null && name !== "account").sort(([a], [b]) => (a < b ? -1 : 1)),
	);
	for (const name of ORDER) if (own[name] != null) options.set(name, own[name]);
	const account = scheduler.account || defaults.get("account");
	const lines = [
		...(account ? [line("account", account)] : []),
		line("job-name", input.jobName),
		line("time", scheduler.walltime),
		line("output", `${stem}.o`),
		line("error", `${stem}.e`),
		...[...options].map(([name, value]) => line(name, value)),
	];
	// One line, whatever it holds: anything else would be a command of the script.
	const extra = scheduler.extra?.replace(/[\r\n]+/g, " ").trim();
	return extra ? [...lines, `#SBATCH ${extra}`] : lines;
}

const line = (name: string, value: string): string =>
	value === "" ? `#SBATCH --${name}` : `#SBATCH --${name}=${shellQuote(value)}`;

/** `true` is a flag without a value, `false` leaves it out; lists and objects are no options of sbatch. */
function defaultOptions(defaults: Readonly<Record<string, unknown>> | null): Map<string, string> {
	const options = new Map<string, string>();
	for (const [name, value] of Object.entries(defaults ?? {})) {
		if (MANAGED.has(name.replaceAll("_", "-").toLowerCase())) continue;
		const text = value === true ? "" : typeof value === "string" || typeof value === "number" ? String(value) : null;
		if (text !== null) options.set(name.replaceAll("_", "-"), text);
	}
	return options;
}
