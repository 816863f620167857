// What only this machine can tell of a workflow's input files, for workflows that keep provenance: size and digest.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Client } from "../../../client/call.ts";
import { fileDigest } from "../../../runner/process/file-digest.ts";
import { collect } from "../../collect.ts";

/** After an initialize, which made the entities. Outputs are described by the runners that write them. */
export async function describeInputs(client: Client, workflowId: number, cwd: string): Promise<void> {
	const { enable_ro_crate } = await client.getWorkflow({ params: { id: workflowId } });
	if (!enable_ro_crate) return;
	const files = await collect(client.listFiles, { query: { workflow_id: workflowId } });
	const paths = new Map(files.map((file) => [file.id, resolve(cwd, file.path)]));
	const entities = await collect(client.listRoCrateEntities, { params: { id: workflowId }, query: {} });
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
