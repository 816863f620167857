// torc ro-crate add-dataset: a folder as one entity, linked to the jobs that wrote it.
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { JobModel } from "../../../contract/models/job.ts";
import { TorcError } from "../../../core/errors.ts";
import { chooseWorkflow } from "../../choosing/choose-workflow.ts";
import type { Context } from "../../context.ts";
import { roCrateAddDataset } from "../../grammar/ro-crate.ts";
import { implement } from "../../implement.ts";
import { actionId, linkResult } from "./create-action.ts";
import { folderDigest, type HashMode } from "./folder-digest.ts";
import { metadataArgument } from "./metadata-argument.ts";
import { showEntity } from "./show-entity.ts";

export const command = implement(roCrateAddDataset, {
	run: async (context, args) => {
		// Everything that can be wrong is looked at before anything is created.
		const further = args.metadata === undefined ? {} : metadataArgument(args.metadata);
		const client = await context.client();
		const workflowId = await chooseWorkflow(context, args.workflow);
		const jobs = await jobsOfWorkflow(context, workflowId, args.jobId);
		const mode = args.hashMode as HashMode;
		const digest = await folderDigest(resolve(context.cwd, args.path), mode, args.threads ?? availableParallelism());
		const entityId = args.path.endsWith("/") ? args.path : `${args.path}/`;
		const actions = jobs.map((job) => ({ "@id": actionId(job) }));
		const entity = await client.createRoCrateEntity({
			body: {
				workflow_id: workflowId,
				entity_id: entityId,
				entity_type: "Dataset",
				metadata: {
					"@id": entityId,
					"@type": ["Dataset", "prov:Entity"],
					name: args.name,
					...(args.description !== undefined && { description: args.description }),
					...(args.encodingFormat !== undefined && { encodingFormat: args.encodingFormat }),
					contentSize: digest.sizeBytes,
					fileCount: digest.fileCount,
					hashMode: mode,
					...(digest.sha256 !== null && { sha256: digest.sha256 }),
					...(actions.length > 0 && { "prov:wasGeneratedBy": actions.length === 1 ? actions[0] : actions }),
					...further,
				},
			},
		});
		const workflow = await client.getWorkflow({ params: { id: workflowId } });
		for (const job of jobs) await linkResult(client, workflow, job, entityId);
		return entity;
	},
	show: (entity) => showEntity(entity, "Successfully added data set:"),
});

async function jobsOfWorkflow(context: Context, workflowId: number, ids: readonly number[]): Promise<JobModel[]> {
	const client = await context.client();
	const jobs: JobModel[] = [];
	for (const id of new Set(ids)) {
		const job = await client.getJob({ params: { id } });
		if (job.workflow_id !== workflowId) {
			throw new TorcError("invalid", `Job ${id} belongs to workflow ${job.workflow_id}, not to ${workflowId}`, {
				hint: "Nothing was created.",
			});
		}
		jobs.push(job);
	}
	return jobs;
}
