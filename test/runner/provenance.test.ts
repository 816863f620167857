// What a workflow with enable_ro_crate leaves of its history: entities of inputs, run, jobs and outputs.
import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InProcessRun } from "./in-process-run.ts";

type Entities = Record<string, Record<string, unknown> & { readonly type: string }>;

async function entities(run: InProcessRun): Promise<Entities> {
	const { items } = await run.client.listRoCrateEntities({ params: { id: run.workflowId } });
	return Object.fromEntries(items.map((item) => [item.entity_id, { type: item.entity_type, ...item.metadata }]));
}

test("inputs at initialize, outputs and actions on completion; a later run stands beside the first", async () => {
	await using run = await InProcessRun.open();
	const input = join(run.folder, "in.csv");
	writeFileSync(input, "a,b\n");
	await run.create(`name: traced
enable_ro_crate: true
files:
  - {name: in, path: ${input}, identifier: "https://example.org/in"}
  - {name: out, path: OUT/out.json}
jobs:
  - {name: make, command: "echo {} > OUT/out.json", input_files: [in], output_files: [out]}
  - {name: fail, command: "false", input_files: [out]}
`);
	const out = join(run.output, "out.json");
	expect(Object.keys(await entities(run))).toEqual(["#software-torc-server-run-id-0", "https://example.org/in"]);
	await run.client.updateRoCrateEntity({
		params: { id: 2 },
		body: {
			workflow_id: run.workflowId,
			entity_id: "https://example.org/in",
			entity_type: "File",
			metadata: { "@id": "https://example.org/in", license: "CC0" },
		},
	});
	await run.run();
	const found = await entities(run);
	const torc = { "@id": "#software-torc-run-id-0" };
	expect(found["#torc-workflow"]).toMatchObject({ "@type": ["SoftwareApplication", "prov:Plan"], name: "traced" });
	expect(found["#torc-run-id-0"]).toMatchObject({ type: "CreateAction", name: "traced Run 0", instrument: torc });
	expect(found["#software-torc-run-id-0"]).toMatchObject({ type: "SoftwareApplication", name: "torc" });
	expect(found["#job-1-attempt-1"]).toMatchObject({
		type: "CreateAction",
		name: "make",
		"prov:hadPlan": { "@id": "#torc-workflow" },
		isPartOf: { "@id": "#torc-run-id-0" },
		instrument: torc,
		object: [{ "@id": "https://example.org/in" }],
		"prov:used": [{ "@id": "https://example.org/in" }],
		result: [{ "@id": out }],
	});
	expect(found[out]).toEqual({
		type: "File",
		"@id": out,
		"@type": ["File", "prov:Entity"],
		name: "out.json",
		encodingFormat: "application/json",
		dateModified: expect.any(String),
		contentSize: 3,
		sha256: createHash("sha256").update("{}\n").digest("hex"),
		"prov:wasGeneratedBy": { "@id": "#job-1-attempt-1" },
		"prov:wasAttributedTo": { "@id": "#torc-run-id-0" },
	});
	expect(found["#job-2-attempt-1"]).toBeUndefined();

	await run.client.resetWorkflowStatus({ params: { id: run.workflowId } });
	await run.client.resetJobStatus({ params: { id: run.workflowId } });
	await run.client.initializeJobs({ params: { id: run.workflowId } });
	await run.run();
	const later = await entities(run);
	expect(later["https://example.org/in"]).toMatchObject({
		license: "CC0",
		encodingFormat: "text/csv",
		sameAs: { "@id": input },
	});
	expect(later[out]).toMatchObject({ "prov:wasAttributedTo": { "@id": "#torc-run-id-1" } });
	const added = Object.keys(later).filter((id) => !(id in found));
	expect(added.sort()).toEqual(["#software-torc-run-id-1", "#software-torc-server-run-id-1", "#torc-run-id-1"]);
});

test("without it only the server is named", async () => {
	await using run = await InProcessRun.open();
	await run.create(
		"name: plain\nfiles: [{name: o, path: OUT/o}]\njobs:\n  - {name: a, command: touch OUT/o, output_files: [o]}\n",
	);
	await run.run();
	expect(Object.keys(await entities(run))).toEqual(["#software-torc-server-run-id-0"]);
});
