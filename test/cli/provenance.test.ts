// A workflow that keeps provenance, run by the real program: inputs and outputs with size and digest.
import { expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

interface Entity {
	readonly entity_id: string;
	readonly metadata: Readonly<Record<string, unknown>>;
}

test("inputs are described when a workflow is initialized, outputs when they are written", async () => {
	using scratch = new Scratch();
	const file = (name: string): string => join(scratch.path, name);
	writeFileSync(file("in.csv"), "a,b\n");
	writeFileSync(
		file("traced.yaml"),
		`name: traced
enable_ro_crate: true
files: [{name: in, path: in.csv}, {name: out, path: out.txt}]
jobs: [{name: copy, command: cp in.csv out.txt, input_files: [in], output_files: [out]}]
`,
	);
	expect((await scratch.torc(["-s", "run", "traced.yaml"])).exitCode).toBe(0);
	const entities = async (): Promise<Record<string, Entity["metadata"]>> => {
		const document = await scratch.torc(["-s", "workflows", "export", "1"]);
		const { ro_crate_entities } = JSON.parse(document.stdout) as { readonly ro_crate_entities: readonly Entity[] };
		return Object.fromEntries(ro_crate_entities.map(({ entity_id, metadata }) => [entity_id, metadata]));
	};
	const facts = { contentSize: 4, sha256: digest("a,b\n") };
	expect(await entities()).toMatchObject({ "in.csv": facts, "out.txt": facts });
	writeFileSync(file("in.csv"), "changed\n");
	expect((await scratch.torc(["-s", "workflows", "reinit", "1"])).exitCode).toBe(0);
	expect((await entities())["in.csv"]).toMatchObject({ contentSize: 8, sha256: digest("changed\n") });
});

test("the run is there once the workflow is initialized, and knows when it started once a runner works on it", async () => {
	using scratch = new Scratch();
	const spec = "name: traced\nenable_ro_crate: true\njobs: [{name: a, command: sleep 0.2}]\n";
	writeFileSync(join(scratch.path, "traced.yaml"), spec);
	expect((await scratch.torc(["-s", "create", "traced.yaml"])).exitCode).toBe(0);
	expect((await scratch.torc(["-s", "workflows", "init", "1"])).exitCode).toBe(0);
	const run = async (): Promise<Entity["metadata"] | undefined> => {
		const { items } = await scratch.json<{ items: Entity[] }>("-s", "ro-crate", "list", "1");
		const ids = items.map(({ entity_id }) => entity_id);
		expect(ids).toEqual(expect.arrayContaining(["#torc-workflow", "#software-torc-run-id-1"]));
		return items.find(({ entity_id }) => entity_id === "#torc-run-id-1")?.metadata;
	};
	expect(await run()).toMatchObject({ name: "traced Run 1", "prov:hadPlan": { "@id": "#torc-workflow" } });
	expect(await run()).not.toHaveProperty("startTime");
	const before = Date.now();
	expect((await scratch.torc(["-s", "run", "1"])).exitCode).toBe(0);
	const startTime = Date.parse((await run())?.startTime as string);
	expect(startTime).toBeGreaterThanOrEqual(before);
	const { items } = await scratch.json<{ items: { start_time: string }[] }>("-s", "results", "list", "1");
	expect(startTime).toBeLessThanOrEqual(Date.parse(items[0]?.start_time as string));
});
