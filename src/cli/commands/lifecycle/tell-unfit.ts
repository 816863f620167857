// Jobs of a created workflow that can never fit this machine: told at once, not waited for.
import type { ResourceRequirementsModel } from "../../../contract/models/resource-requirements.ts";
import type { WorkflowDraft } from "../../../core/draft.ts";
import { TorcError } from "../../../core/errors.ts";
import { isEnded, type JobStatus } from "../../../core/job-status.ts";
import type { Context } from "../../context.ts";
import { collect } from "../../lists/collect.ts";
import { type MachineOverrides, machineCapacity } from "./unfit-jobs.ts";

/** Another machine may run them, so this is a warning; Error: `invalid` when no unfinished job fits here. */
export async function tellUnfit(context: Context, workflowId: number, overrides: MachineOverrides): Promise<void> {
	if (overrides.maxParallelJobs !== undefined) return;
	const client = await context.client();
	const query = { workflow_id: workflowId };
	const requirements = await collect(client.listResourceRequirements, { query });
	const { jobsThatNeverFit } = await import("../../../spec/machine-fit.ts");
	const unfit = jobsThatNeverFit(asDraft(requirements), await machineCapacity(overrides));
	if (unfit.length === 0) return;
	const reasons = new Map(unfit.map(({ name, reasons }) => [Number(name), reasons.join("; ")]));
	const open = (await collect(client.listJobs, { query })).filter((job) => !isEnded(job.status as JobStatus));
	const waiting = open.filter((job) => reasons.has(job.resource_requirements_id ?? 0));
	const [first] = waiting;
	if (first === undefined) return;
	const more = waiting.length > 1 ? ` (and ${waiting.length - 1} more)` : "";
	const text = `job '${first.name}'${more} ${reasons.get(first.resource_requirements_id ?? 0)}`;
	if (waiting.length < open.length) {
		context.warn(`${text}: it waits for another runner`);
		return;
	}
	throw new TorcError("invalid", `No unfinished job of workflow ${workflowId} can run on this machine: ${text}`, {
		hint: "Lower the requirements ('torc resource-requirements update'), use a larger machine, or --skip-checks.",
	});
}

/** One job per requirement, named after its id. */
function asDraft(
	requirements: readonly ResourceRequirementsModel[],
): Pick<WorkflowDraft, "jobs" | "resourceRequirements"> {
	return {
		resourceRequirements: requirements.map((one) => ({
			name: one.name,
			num_cpus: one.num_cpus ?? 1,
			num_gpus: one.num_gpus ?? 0,
			num_nodes: one.num_nodes ?? 1,
			memory: one.memory ?? "1m",
			runtime: one.runtime ?? "PT1M",
		})),
		jobs: requirements.map((one, index) => ({ name: String(one.id), command: "", resource_requirements: index })),
	};
}
