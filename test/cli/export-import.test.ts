// A workflow as a document, through the real program.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: small
files: [{name: f, path: f.txt}]
user_data: [{name: d, data: 1}]
jobs:
  - {name: a, command: "echo a > f.txt", output_files: [f], input_user_data: [d]}
  - {name: b, command: "cat f.txt", input_files: [f]}
`;

test("a workflow that ran goes out and comes back", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "small.yaml"), SPEC);
	await scratch.torc(["-s", "run", "small.yaml"]);
	const printed = await scratch.torc(["-s", "workflows", "export", "1"]);
	expect(printed.exitCode).toBe(0);
	const document = JSON.parse(printed.stdout);
	expect(document).toMatchObject({
		export_version: "1.0",
		workflow: { name: "small" },
		jobs: [{ name: "a" }, { name: "b" }],
	});
	expect(document.results).toBeUndefined();

	const flags = ["--include-results", "--include-events", "-o", "out.json"];
	expect(await scratch.json<object>("-s", "workflows", "export", "small", ...flags)).toEqual({
		success: true,
		workflow_id: 1,
		workflow_name: "small",
		output_file: "out.json",
		jobs: 2,
		files: 1,
		user_data: 1,
		results: 2,
		events: expect.any(Number),
	});
	expect(JSON.parse(readFileSync(join(scratch.path, "out.json"), "utf8")).results).toHaveLength(2);

	expect(await scratch.json<object>("-s", "workflows", "import", "out.json", "--name", "again")).toEqual({
		success: true,
		workflow_id: 2,
		workflow_name: "again",
		jobs: 2,
		files: 1,
		user_data: 1,
		results: 2,
		compute_nodes: 1,
	});
	const piped = await scratch.torc(["-s", "workflows", "import", "-", "--skip-events"], { input: printed.stdout });
	expect(piped).toMatchObject({ exitCode: 0, stdout: "Imported workflow 3 'small' (2 jobs, 0 results)\n" });
	expect((await scratch.torc(["-s", "run", "3"])).exitCode).toBe(0);
	expect(await scratch.json<object>("-s", "workflows", "is-complete", "3")).toMatchObject({ is_complete: true });
});

test("what cannot be read or written says so and leaves nothing", async () => {
	using scratch = new Scratch();
	await scratch.json("-s", "workflows", "new", "-n", "empty");
	const missing = await scratch.torc(["-s", "workflows", "import", "nothing.json"]);
	expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Cannot read nothing.json") });
	writeFileSync(join(scratch.path, "bad.json"), '{"export_version": "1.0", "workflow": {"name": 3}}');
	const bad = await scratch.torc(["-s", "workflows", "import", "bad.json"]);
	expect(bad).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("workflow.name") });
	const nowhere = await scratch.torc(["-s", "workflows", "export", "1", "-o", "no/such/folder.json"]);
	expect(nowhere).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("Cannot write no/such/folder.json") });
	const unknown = await scratch.torc(["-s", "workflows", "export", "7", "-o", "out.json"]);
	expect(unknown).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("7") });
	expect(existsSync(join(scratch.path, "out.json"))).toBe(false);
	expect(readdirSync(scratch.path).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
	expect((await scratch.json<{ items: unknown[] }>("-s", "workflows", "list", "-a")).items).toHaveLength(1);
});
