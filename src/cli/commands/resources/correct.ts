// torc workflows correct-resources: requirements by what the jobs really used.
import type { ResourceRequirementsModel } from "../../../contract/models/resource-requirements.ts";
import { type Correction, correctRequirement } from "../../../recovery/correct-requirement.ts";
import { memoryText, runtimeText } from "../../../recovery/requirement-texts.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import { workflowsCorrectResources } from "../../grammar/resources.ts";
import { implement } from "../../implement.ts";
import { collect } from "../../lists/collect.ts";
import { text } from "../../render/view.ts";
import { type Adjustment, adjustment, drawAdjustments } from "./adjustment.ts";
import { killCodes, type MeasuredJob, measuredJobs, requirementOf, useOf } from "./measured-jobs.ts";

export const command = implement(workflowsCorrectResources, {
	run: async (context, args) => {
		const client = await context.client();
		const id = await chooseWorkflow(context, args.workflow);
		const chosen = new Set(args.jobIds);
		const measured = (await measuredJobs(client, id, undefined)).filter(
			(job) => chosen.size === 0 || chosen.has(job.jobId),
		);
		const looked = new Set(measured.map((job) => job.jobId));
		const without = args.jobIds.filter((jobId) => !looked.has(jobId));
		if (without.length > 0) context.warn(`workflow ${id} has no results of the jobs ${without.join(", ")}`);
		const jobs = await collect(client.listJobs, { query: { workflow_id: id } });
		const codes = await killCodes(client, id);
		const multipliers = { memory: args.memoryMultiplier, cpu: args.cpuMultiplier, runtime: args.runtimeMultiplier };
		const adjustments: Adjustment[] = [];
		for (const group of byRequirement(measured)) {
			const { requirements } = group[0] as MeasuredJob;
			const sharing = jobs.filter((job) => job.resource_requirements_id === requirements.id).length;
			const uses = group.map((job) => ({ jobId: job.jobId, ...useOf(job.result) }));
			const downsizeWith = args.noDownsize ? null : sharing;
			const correction = correctRequirement(requirementOf(requirements), uses, { multipliers, codes, downsizeWith });
			if (correction === null) continue;
			if (!args.dryRun) {
				const body = corrected(requirements, correction);
				await client.updateResourceRequirements({ params: { id: requirements.id as number }, body });
			}
			adjustments.push(adjustment(group, correction));
		}
		const count = (direction: string, field: keyof Adjustment): number =>
			adjustments.filter((each) => each.direction === direction && each[field] === true).length;
		return {
			status: "success",
			workflow_id: id,
			dry_run: args.dryRun,
			no_downsize: args.noDownsize,
			memory_multiplier: args.memoryMultiplier,
			cpu_multiplier: args.cpuMultiplier,
			runtime_multiplier: args.runtimeMultiplier,
			resource_requirements_updated: adjustments.length,
			jobs_analyzed: measured.length,
			memory_corrections: count("upscale", "memory_adjusted"),
			runtime_corrections: count("upscale", "runtime_adjusted"),
			cpu_corrections: count("upscale", "cpu_adjusted"),
			downsize_memory_corrections: count("downscale", "memory_adjusted"),
			downsize_runtime_corrections: count("downscale", "runtime_adjusted"),
			downsize_cpu_corrections: count("downscale", "cpu_adjusted"),
			adjustments,
		};
	},
	show: (done) => text(drawAdjustments(done)),
});

function byRequirement(measured: readonly MeasuredJob[]): MeasuredJob[][] {
	const groups = new Map<number, MeasuredJob[]>();
	for (const job of measured) {
		const id = job.requirements.id as number;
		groups.set(id, [...(groups.get(id) ?? []), job]);
	}
	return [...groups.values()];
}

const corrected = (record: ResourceRequirementsModel, change: Correction): ResourceRequirementsModel => ({
	...record,
	...(change.memoryBytes !== undefined && { memory: memoryText(change.memoryBytes) }),
	...(change.runtimeSeconds !== undefined && { runtime: runtimeText(change.runtimeSeconds) }),
	...(change.numCpus !== undefined && { num_cpus: change.numCpus }),
});
