// torc run in an empty folder, and the commands that look at what it left there.
import { expect, setDefaultTimeout, test } from "bun:test";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const TWO_JOBS = `
name: pair
jobs:
  - {name: first, command: echo one}
  - {name: second, command: echo two, depends_on: [first]}
`;
const FAILING = `
name: failing
jobs:
  - {name: good, command: "true"}
  - {name: bad, command: echo why >&2; exit 3}
  - {name: after, command: "true", depends_on: [bad]}
`;

function withSpec(scratch: Scratch, text: string): string {
	writeFileSync(join(scratch.path, "flow.yaml"), text);
	return "flow.yaml";
}

test("without a server it says where it keeps things, and later commands find them", async () => {
	using scratch = new Scratch();
	const { exitCode, stdout, stderr } = await scratch.torc(["run", withSpec(scratch, TWO_JOBS)]);
	expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
	expect(stderr.split("\n").slice(0, 2)).toEqual([
		"No server is configured: workflows are kept in ./torc_output/torc.db.",
		"Created workflow 1",
	]);
	expect(stderr).toContain("Workflow complete: 2 completed. Workflow 1, outputs in torc_output/job_stdio");
	expect(readFileSync(join(scratch.path, "torc_output/job_stdio/job_wf1_j2_r1_a1.o"), "utf8")).toBe("two\n");
	expect(existsSync(join(scratch.path, "torc_output/torc.db.server"))).toBe(false);

	const status = await scratch.torc(["status", "pair"]);
	expect(status.stdout).toContain("Complete: all jobs succeeded.");
	expect(status.stderr).toBe("");
	const { items } = await scratch.json<{ items: { name: string; status: string }[] }>("jobs", "list", "1");
	expect(items.map((job) => [job.name, job.status])).toEqual([
		["first", "completed"],
		["second", "completed"],
	]);
});

test("with -f json the result alone is printed", async () => {
	using scratch = new Scratch();
	const { stdout, exitCode } = await scratch.torc(["run", withSpec(scratch, TWO_JOBS), "-f", "json"]);
	expect(exitCode).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({
		workflow_id: 1,
		run_id: 1,
		status: "completed",
		had_failures: false,
		reason: "complete",
		jobs: { completed: 2, failed: 0 },
	});
});

test("failures are named with their logs; the exit code tells of them when asked to", async () => {
	using scratch = new Scratch();
	const spec = withSpec(scratch, FAILING);
	const plain = await scratch.torc(["run", spec]);
	expect(plain.exitCode).toBe(0);
	expect(plain.stderr).toContain("failed: bad with code 3");
	expect(plain.stderr).toContain("see torc_output/job_stdio/job_wf1_j2_r1_a1.e");
	expect((await scratch.torc(["run", spec, "--fail-on-error"])).exitCode).toBe(7);
	const { items } = await scratch.json<{ items: { name: string; status: string }[] }>("jobs", "list", "2");
	expect(items.map((job) => job.status)).toEqual(["completed", "failed", "canceled"]);
});

test("a run that finds nothing to do tells of jobs that were reset", async () => {
	using scratch = new Scratch();
	await scratch.torc(["run", withSpec(scratch, `compute_node_wait_for_new_jobs_seconds: 1\n${TWO_JOBS}`)]);
	await scratch.torc(["jobs", "reset-status", "2", "--no-prompts"]);
	const { stderr } = await scratch.torc(["run", "pair"]);
	expect(stderr).toContain("Nothing more can run here now: ");
	expect(stderr).toContain("1 job is not initialized: torc workflows reinit 1 && torc run 1 runs them too\n");
	await scratch.torc(["workflows", "reinit", "1"]);
	expect((await scratch.torc(["run", "1"])).stderr).toContain("2 of 2 done");
});

test("a specification on standard input, by name and again", async () => {
	using scratch = new Scratch();
	expect((await scratch.torc(["create", "-"], { input: TWO_JOBS })).stdout).toBe("Created workflow 1\n");
	expect((await scratch.torc(["run", "pair"])).stderr).toContain("2 completed");
	const again = await scratch.torc(["run", "pair"]);
	expect([again.exitCode, again.stderr.includes("no job ran")]).toEqual([0, true]);
});

test("--standalone keeps its database where --db says", async () => {
	using scratch = new Scratch();
	const spec = withSpec(scratch, TWO_JOBS);
	const { stderr, exitCode } = await scratch.torc(["-s", "--db", "sub/own.db", "run", spec]);
	expect(exitCode).toBe(0);
	expect(stderr).toMatch(
		/^Started standalone torc-server on http:\/\/127\.0\.0\.1:\d+\/torc-service\/v1 \(db: .*sub\/own\.db\)$/m,
	);
	expect(existsSync(join(scratch.path, "torc_output/torc.db"))).toBe(false);
	const list = await scratch.torc(["workflows", "list", "-s", "--db", "sub/own.db"]);
	expect(list.stdout).toContain("│ pair");
	expect(list.stdout).toContain("Total: 1 workflows");
});

test("nothing is created from what cannot run", async () => {
	using scratch = new Scratch();
	const wrong = withSpec(scratch, "name: x\njobs:\n  - {name: a, comand: echo}\n");
	const refused = await scratch.torc(["run", wrong]);
	expect(refused.exitCode).toBe(1);
	expect(refused.stderr).toContain("flow.yaml:3:");
	expect(refused.stderr).toContain("did you mean 'command'");
	const missing = withSpec(
		scratch,
		"name: x\nfiles: [{name: f, path: no.txt}]\njobs: [{name: a, command: cat no.txt, input_files: [f]}]\n",
	);
	expect((await scratch.torc(["run", missing])).stderr).toContain("no.txt");
	const large = withSpec(
		scratch,
		'name: x\nresource_requirements: [{name: r, num_cpus: 100000, memory: 1g}]\njobs: [{name: a, command: "true", resource_requirements: r}]\n',
	);
	expect((await scratch.torc(["run", large])).stderr).toContain("needs 100000 CPUs");
	expect(existsSync(join(scratch.path, "torc_output/torc.db"))).toBe(false);
});

test("create --dry-run needs no server and tells what would be", async () => {
	using scratch = new Scratch();
	const spec = withSpec(scratch, 'name: many\njobs: [{name: "j{i}", command: "true", parameters: {i: "1:7"}}]\n');
	const dry = await scratch.json<{ valid: boolean; summary: Record<string, unknown> }>("create", "--dry-run", spec);
	expect(dry).toMatchObject({
		valid: true,
		summary: { workflow_name: "many", job_count: 7, job_count_before_expansion: 1 },
	});
	const text = await scratch.torc(["create", "--dry-run", spec]);
	expect(text.stdout).toContain("Validation: PASSED");
	expect(existsSync(join(scratch.path, "torc_output"))).toBe(false);
	const wrong = withSpec(scratch, "name: many\njobs: 7\n");
	const failed = await scratch.torc(["-f", "json", "create", "--dry-run", wrong]);
	expect(failed.exitCode).toBe(1);
	expect(JSON.parse(failed.stdout)).toMatchObject({ valid: false });
});

test("nothing is left in the home directory", async () => {
	using scratch = new Scratch();
	using home = new Scratch();
	const env = { HOME: home.path, XDG_CONFIG_HOME: home.path };
	const { exitCode } = await scratch.torc(["exec", "-c", "true"], { env });
	expect([exitCode, readdirSync(home.path)]).toEqual([0, []]);
});

test("a run that leaves jobs says for which runner they are", async () => {
	using scratch = new Scratch();
	const jobs = '- {name: a, command: "true", labels: [gpu]}\n  - {name: b, command: "true"}';
	const spec = withSpec(scratch, `name: left\ncompute_node_wait_for_new_jobs_seconds: 1\njobs:\n  ${jobs}\n`);
	const labeled = await scratch.torc(["run", spec, "--label", "cpu"]);
	expect(labeled.stderr).toContain("1 ready job(s) want a runner with the labels gpu: torc run 1 --label gpu\n");
	expect(labeled.stderr).toContain(
		"1 ready job(s) have no labels, and a runner with --label leaves those alone: torc run 1\n",
	);
	const plain = await scratch.torc(["run", "1"]);
	expect(plain.stderr).toContain("torc run 1 --label gpu\n");
	expect(plain.stderr).not.toContain("have no labels");
	expect((await scratch.torc(["run", "1", "--label", "gpu"])).stderr).toContain("1 completed");
	const again = await scratch.torc(["run", "1"]);
	expect(again.stderr).toContain(
		"It was complete before. To run all of it again: torc workflows init 1 && torc run 1\n",
	);
});

test("an output folder that cannot be made leaves no workflow", async () => {
	using scratch = new Scratch();
	const spec = withSpec(scratch, TWO_JOBS);
	for (const words of [
		["run", spec],
		["exec", "-c", "true"],
	]) {
		const { exitCode, stderr } = await scratch.torc(["-s", "--db", "w.db", ...words, "-o", spec]);
		expect([exitCode, stderr.includes("Cannot write to the output folder")]).toEqual([1, true]);
		expect(stderr).not.toContain("Created workflow");
	}
	expect((await scratch.json<{ items: unknown[] }>("-s", "--db", "w.db", "list")).items).toEqual([]);
});

test("where no variable tells the user, the workflow belongs to who is logged in", async () => {
	using scratch = new Scratch();
	const env = { USER: "", USERNAME: "" };
	const { stdout } = await scratch.torc(["-f", "json", "create", withSpec(scratch, TWO_JOBS)], { env });
	expect(JSON.parse(stdout)).toMatchObject({ workflow_id: 1 });
	const shown = await scratch.json<{ user: string }>("workflows", "get", "1");
	expect(shown.user).toBe(execFileSync("id", ["-un"], { encoding: "utf8" }).trim());
});

test("a run that ends well does not hide what failed before it", async () => {
	using scratch = new Scratch();
	await scratch.torc(["run", withSpec(scratch, FAILING)]);
	const { stderr } = await scratch.torc(["run", "1"]);
	expect(stderr).toContain("1 job(s) failed before this run: torc results list 1 --failed");
	expect(stderr).toContain("torc workflows reset-status 1 --failed-only --reinitialize");
});
