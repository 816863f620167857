// Graphs and execution plans of a specification and of the workflow made from it are the same.
import { expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const SPEC = `
name: sweep
compute_node_wait_for_new_jobs_seconds: 0
files:
  - {name: raw, path: raw.txt}
  - {name: "part_{i}", path: "part_{i}.txt", parameters: {i: "1:10"}}
jobs:
  - {name: prepare, command: "echo x > raw.txt", output_files: [raw]}
  - {name: "work_{i}", command: "cp raw.txt part_{i}.txt", input_files: [raw], output_files: ["part_{i}"], parameters: {i: "1:10"}}
  - {name: sum, command: "cat part_*.txt", input_file_regexes: ["^part_"]}
`;

interface Plan {
	readonly source: string;
	readonly total_events: number;
	readonly events: readonly { readonly id: string; readonly jobs_becoming_ready: readonly string[] }[];
}

test("of a file, of a new workflow, of one that has run", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "sweep.yaml"), SPEC);
	const text = (await scratch.torc(["workflows", "graph", "sweep.yaml"])).stdout;
	expect(text).toBe("Level 1\n  prepare\n\nLevel 2\n  work_* (10)  <-  prepare\n\nLevel 3\n  sum  <-  work_* (10)\n");
	const plan = await scratch.json<Plan>("workflows", "execution-plan", "sweep.yaml");
	expect(plan).toMatchObject({
		status: "success",
		source: "spec_file",
		workflow_name: "sweep",
		total_events: 3,
		total_jobs: 12,
		root_events: ["start"],
		leaf_events: ["event_2"],
	});

	await scratch.torc(["create", "sweep.yaml"]);
	expect((await scratch.torc(["graph", "1"])).stdout.replace(/ \[\w+\]/g, "")).toBe(text);
	const created = await scratch.json<Plan>("workflows", "execution-plan", "1");
	expect(created).toMatchObject({ source: "database", workflow_id: 1 });
	expect(created.events).toEqual(plan.events);

	await scratch.torc(["run", "1"]);
	expect((await scratch.torc(["workflows", "graph", "sweep"])).stdout).toContain(
		"work_* (10) [completed]  <-  prepare [completed]",
	);
	expect((await scratch.json<Plan>("workflows", "execution-plan", "1")).events).toEqual(plan.events);
	const shown = await scratch.torc(["workflows", "execution-plan", "sweep"]);
	expect(shown.stdout).toContain(
		"Stage 3: When 'work_1', 'work_2', 'work_3' and 7 more jobs have completed\n  1 job becomes ready: 'sum'",
	);
});

test("SVG and DOT, to a file and to the terminal", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "sweep.yaml"), SPEC);
	const written = await scratch.torc(["workflows", "graph", "sweep.yaml", "-o", "sweep.svg", "--all"]);
	expect({ exitCode: written.exitCode, stdout: written.stdout }).toEqual({ exitCode: 0, stdout: "" });
	expect(readFileSync(join(scratch.path, "sweep.svg"), "utf8").match(/<rect /g)).toHaveLength(12);
	const dot = await scratch.torc(["graph", "sweep.yaml", "--as", "dot"]);
	expect(dot.stdout).toContain('[label = "work_* (10)"]');
	const { nodes } = await scratch.json<{ nodes: unknown[] }>("workflows", "graph", "sweep.yaml");
	expect(nodes[2]).toEqual({ id: 2, label: "sum", jobs: ["sum"], level: 2, waits_for: [1] });
	const wrong = await scratch.torc(["graph", "sweep.yaml", "-o", "sweep.png"]);
	expect({ exitCode: wrong.exitCode, named: wrong.stderr.includes("--as is needed") }).toEqual({
		exitCode: 2,
		named: true,
	});
});

test("a line break in a name does not break the lines of the text", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "odd.yaml"), 'name: odd\njobs: [{name: "two\\n\\tlines", command: x}]\n');
	expect((await scratch.torc(["workflows", "graph", "odd.yaml"])).stdout).toBe("Level 1\n  two lines\n");
});
