// What a client adds to the provenance of a workflow that it has initialized: the coming run, and what only this machine can
// tell of the input files, their size and digest.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "../../../client/call.ts";
import type { RoCrateEntityModel } from "../../../contract/models/ro-crate.ts";
import { type DescribedRun, runEntities } from "../../../core/crate-entities.ts";
import { fileDigest } from "../../../runner/process/file-digest.ts";
import { collect } from "../../lists/collect.ts";

/** After an initialize, which made the entities of the files. Outputs are described by the runners that write them. */
export async function describeStart(client: Client, workflowId: number, cwd: string): Promise<void> {
	const workflow = await client.getWorkflow({ params: { id: workflowId } });
	if (!workflow.enable_ro_crate) return;
	const entities = await collect(client.listRoCrateEntities, { params: { id: workflowId }, query: {} });
	await addRun(client, workflowId, { ...workflow, run: workflow.run_id ?? 0 }, entities);
	await addFileFacts(client, workflowId, cwd, entities);
}

type Entities = readonly RoCrateEntityModel[];

async function addRun(client: Client, workflowId: number, run: DescribedRun, entities: Entities): Promise<void> {
	const known = new Set(entities.map((entity) => entity.entity_id));
	for (const metadata of runEntities(run)) {
		const { "@id": entity_id, "@type": types } = metadata;
		const entity_type = [types].flat()[0] as string;
		const body = { workflow_id: workflowId, entity_id, entity_type, metadata };
		if (!known.has(entity_id)) await client.createRoCrateEntity({ body });
	}
}

async function addFileFacts(client: Client, workflowId: number, cwd: string, entities: Entities): Promise<void> {
	const files = await collect(client.listFiles, { query: { workflow_id: workflowId } });
	const paths = new Map(files.map((file) => [file.id, resolve(cwd, file.path)]));
	for (const entity of entities) {
		const path = paths.get(entity.file_id);
		if (path === undefined || "prov:wasGeneratedBy" in entity.metadata) continue;
		const stats = statSync(path, { throwIfNoEntry: false });
		const sha256 = stats?.isFile() ? await fileDigest(path) : null;
		if (stats === undefined || sha256 === null) continue;
		const metadata = { ...entity.metadata, contentSize: stats.size, sha256 };
		await client.updateRoCrateEntity({ params: { id: entity.id as number }, body: { ...entity, metadata } });
	}
}
