// A workflow as one JSON document (3-rest-api §8), and what became of one that was read.
import { z } from "zod";
import { int64 } from "../scalars.ts";
import { workflowActionModel } from "./action.ts";
import { computeNodeModel } from "./compute-node.ts";
import { eventModel } from "./event.ts";
import { failureHandlerModel } from "./failure-handler.ts";
import { fileModel } from "./file.ts";
import { jobModel } from "./job.ts";
import { resourceRequirementsModel } from "./resource-requirements.ts";
import { resultModel } from "./result.ts";
import { roCrateEntityModel } from "./ro-crate.ts";
import { localSchedulerModel, slurmSchedulerModel } from "./scheduler.ts";
import { userDataModel } from "./user-data.ts";
import { workflowModel } from "./workflow.ts";

/** A list of jobs that others wait for, written once where writing it beside each of them would be too much. */
export const dependencySet = z.object({ id: int64, job_ids: z.array(int64) }).meta({ id: "DependencySet" });

export const exportedJob = jobModel
	.extend({
		/** Beside or instead of `depends_on_job_ids`: ids of `dependency_sets`. */
		depends_on_set_ids: z.array(int64).nullish(),
	})
	.meta({ id: "ExportedJob" });

/** The lists of a document and their records. */
export const EXPORTED_LISTS = {
	files: fileModel,
	user_data: userDataModel,
	resource_requirements: resourceRequirementsModel,
	slurm_schedulers: slurmSchedulerModel,
	local_schedulers: localSchedulerModel,
	failure_handlers: failureHandlerModel,
	ro_crate_entities: roCrateEntityModel,
	dependency_sets: dependencySet,
	jobs: exportedJob,
	workflow_actions: workflowActionModel,
	compute_nodes: computeNodeModel,
	results: resultModel,
	events: eventModel,
} as const;

const list = <T extends z.ZodType>(record: T) => z.array(record).nullish();

export const exportDocument = z
	.object({
		export_version: z.string(),
		exported_at: z.string().optional(),
		workflow: workflowModel,
		files: list(EXPORTED_LISTS.files),
		user_data: list(EXPORTED_LISTS.user_data),
		resource_requirements: list(EXPORTED_LISTS.resource_requirements),
		slurm_schedulers: list(EXPORTED_LISTS.slurm_schedulers),
		local_schedulers: list(EXPORTED_LISTS.local_schedulers),
		failure_handlers: list(EXPORTED_LISTS.failure_handlers),
		ro_crate_entities: list(EXPORTED_LISTS.ro_crate_entities),
		dependency_sets: list(EXPORTED_LISTS.dependency_sets),
		jobs: list(EXPORTED_LISTS.jobs),
		workflow_actions: list(EXPORTED_LISTS.workflow_actions),
		compute_nodes: list(EXPORTED_LISTS.compute_nodes),
		results: list(EXPORTED_LISTS.results),
		events: list(EXPORTED_LISTS.events),
	})
	.meta({ id: "ExportDocument" });

export const importedWorkflow = z
	.object({
		workflow_id: int64,
		workflow_name: z.string(),
		jobs: int64,
		files: int64,
		user_data: int64,
		results: int64,
		compute_nodes: int64,
		/** What could not be taken over as it was. */
		warnings: z.array(z.string()),
	})
	.meta({ id: "ImportedWorkflow" });
export type ImportedWorkflow = z.infer<typeof importedWorkflow>;
