// The exported crate: descriptor and root first, entities with their own ids, references that follow identifiers.
import { expect, test } from "bun:test";
import { crateDocument } from "./crate-document.ts";

const workflow = { name: "winds", user: "tester", id: 1, run_id: 2, timestamp: "2026-11-24T12:00:00Z" };
const entity = (id: number, entity_id: string, metadata: Record<string, unknown>) => ({
	id,
	workflow_id: 1,
	entity_id,
	entity_type: "File",
	metadata,
});

test("an empty crate still has its workflow, its run and the program that works on it", () => {
	const { "@graph": graph } = crateDocument(workflow, []);
	expect(graph.map((each) => each["@id"])).toEqual([
		"ro-crate-metadata.json",
		"./",
		"#torc-workflow",
		"#torc-run-id-2",
		"#software-torc-run-id-2",
	]);
	expect(graph[1]).toMatchObject({ name: "winds", hasPart: [], mentions: [{ "@id": "#torc-run-id-2" }] });
});

test("an entity's id is that of the record, whatever its metadata says; its own run replaces the default", () => {
	const run = { ...entity(2, "#torc-run-id-2", { name: "mine" }), entity_type: "CreateAction" };
	const { "@graph": graph } = crateDocument(workflow, [entity(1, "in.csv", { "@id": "other" }), run]);
	expect(graph.map((each) => each["@id"])).toEqual([
		"ro-crate-metadata.json",
		"./",
		"in.csv",
		"#torc-run-id-2",
		"#torc-workflow",
		"#software-torc-run-id-2",
	]);
	expect(graph[3]).toMatchObject({ name: "mine" });
	expect(graph[1]).toMatchObject({ hasPart: [{ "@id": "in.csv" }] });
});

test("references to a path follow the file's identifier", () => {
	const stable = entity(1, "doi:10.1/x", { "@type": ["File", "prov:Entity"], sameAs: { "@id": "in.csv" } });
	const action = {
		...entity(2, "#job-1-attempt-1", {
			object: [{ "@id": "in.csv" }, { "@id": "b" }],
			"prov:used": { "@id": "in.csv" },
		}),
		entity_type: "CreateAction",
	};
	const { "@graph": graph } = crateDocument(workflow, [stable, action]);
	expect(graph[2]).toMatchObject({ "@id": "doi:10.1/x", sameAs: { "@id": "in.csv" } });
	expect(graph[3]).toMatchObject({
		object: [{ "@id": "doi:10.1/x" }, { "@id": "b" }],
		"prov:used": { "@id": "doi:10.1/x" },
	});
});
