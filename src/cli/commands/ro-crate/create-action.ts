// The entity that stands for one attempt of a job, and what it made.
import type { Client } from "../../../client/call.ts";
import type { JobModel } from "../../../contract/models/job.ts";
import type { WorkflowModel } from "../../../contract/models/workflow.ts";

export const actionId = (job: JobModel): string => `#job-${job.id}-attempt-${job.attempt_id ?? 1}`;

/** Adds the entity to the results of the job's action; the action is made where there is none. */
export async function linkResult(client: Client, workflow: WorkflowModel, job: JobModel, made: string): Promise<void> {
	const entityId = actionId(job);
	const { items } = await client.listRoCrateEntities({
		params: { id: job.workflow_id },
		query: { entity_id: entityId },
	});
	const reference = { "@id": made };
	const existing = items.find((entity) => entity.entity_id === entityId);
	if (existing !== undefined) {
		const results = [existing.metadata.result ?? []].flat();
		const metadata = { ...existing.metadata, result: [...results, reference] };
		await client.updateRoCrateEntity({ params: { id: existing.id as number }, body: { ...existing, metadata } });
		return;
	}
	const run = workflow.run_id ?? 0;
	await client.createRoCrateEntity({
		body: {
			workflow_id: job.workflow_id,
			entity_id: entityId,
			entity_type: "CreateAction",
			metadata: {
				"@id": entityId,
				"@type": ["CreateAction", "prov:Activity"],
				name: job.name,
				"prov:hadPlan": { "@id": "#torc-workflow" },
				isPartOf: { "@id": `#torc-run-id-${run}` },
				instrument: { "@id": `#software-torc-run-id-${run}` },
				result: [reference],
			},
		},
	});
}
