// A run whose server died before its results arrived: they lie in the journal, and come in later, each once.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { type OwnServer, ownServer } from "./own-server.ts";
import { Scratch } from "./torc-process.ts";

const SPEC = `name: late
jobs:
  - name: works
    command: touch up; while [ ! -e go ]; do sleep 0.02; done; echo once >> ran.txt; sleep 0.1
  - name: after
    depends_on: [works]
    command: echo after >> ran.txt
`;

/** Runs the spec until `works` has ended without a server, and the runner has left; the server is back then. */
async function runWithoutEnd(scratch: Scratch, server: OwnServer): Promise<void> {
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	await server.start();
	const run = scratch.start(["--url", server.url, "run", "spec.yaml"]);
	await until(() => existsSync(join(scratch.path, "up")));
	const status = () => scratch.json<{ jobs_by_status: { running: number } }>("--url", server.url, "status", "1");
	await until(async () => (await status()).jobs_by_status.running === 1);
	await server.kill("SIGKILL");
	writeFileSync(join(scratch.path, "go"), "");
	await until(() => journals(scratch).some((name) => journalText(scratch, name).includes('"completed"')));
	run.kill("SIGTERM");
	expect((await run.finished).stderr).toContain("reconcile");
	await server.start();
}

const journals = (scratch: Scratch): string[] => readdirSync(join(scratch.path, "torc_output/journal"));

const journalText = (scratch: Scratch, name: string): string =>
	readFileSync(join(scratch.path, "torc_output/journal", name), "utf8");

/** As if nobody had delivered it. */
function putBack(scratch: Scratch): void {
	const [name = ""] = journals(scratch);
	const folder = join(scratch.path, "torc_output/journal");
	renameSync(join(folder, name), join(folder, name.replace(".delivered", ".jsonl")));
}

test("reconcile delivers them; again it changes nothing; a later run takes them no more", async () => {
	using scratch = new Scratch();
	const server = await ownServer(scratch);
	await runWithoutEnd(scratch, server);
	const reconcile = (run: string) => scratch.json("--url", server.url, "workflows", "reconcile", "1", run);
	const statuses = async () => {
		const jobs = await scratch.json<{ items: { name: string; status: string }[] }>(
			"--url",
			server.url,
			"jobs",
			"list",
			"1",
		);
		return Object.fromEntries(jobs.items.map(({ name, status }) => [name, status]));
	};
	expect(await reconcile("7")).toEqual({ files: 0, total_completions: 0, accepted: 0, rejected: 0 });
	expect(await reconcile("1")).toEqual({ files: 1, total_completions: 1, accepted: 1, rejected: 0 });
	expect(await statuses()).toEqual({ works: "completed", after: "ready" });
	expect(journals(scratch)).toMatchObject([expect.stringMatching(/\.delivered$/)]);
	putBack(scratch);
	expect(await reconcile("1")).toMatchObject({ files: 1, accepted: 1, rejected: 0 });
	const results = await scratch.json<{ items: object[] }>("--url", server.url, "results", "list", "1", "--all-runs");
	expect(results.items).toMatchObject([{ job_name: "works", status: "completed", return_code: 0, attempt_id: 1 }]);
	await scratch.torc(["--url", server.url, "workflows", "init", "1", "--no-prompts", "--force"]);
	putBack(scratch);
	expect(await scratch.json("--url", server.url, "reconcile", "1", "1", "--base-dir", "torc_output")).toMatchObject({
		total_completions: 1,
	});
	expect(await statuses()).toEqual({ works: "ready", after: "blocked" });
	await server.kill("SIGTERM");
});

test("the next command of the folder delivers them by itself, and the work goes on without doing it twice", async () => {
	using scratch = new Scratch();
	const server = await ownServer(scratch);
	await runWithoutEnd(scratch, server);
	const status = await scratch.torc(["--url", server.url, "-f", "json", "status", "1"]);
	expect(status.stderr).toContain("Delivered 1 result(s)");
	expect(JSON.parse(status.stdout)).toMatchObject({ jobs_by_status: { completed: 1, ready: 1, running: 0 } });
	const run = await scratch.torc(["--url", server.url, "run", "1"]);
	expect(run.exitCode).toBe(0);
	expect(readFileSync(join(scratch.path, "ran.txt"), "utf8")).toBe("once\nafter\n");
	await server.kill("SIGTERM");
});

test("a failed job whose server is away is reported all the same, with the place of its result", async () => {
	using scratch = new Scratch();
	const server = await ownServer(scratch);
	await server.start();
	const command = "touch up; while [ ! -e go ]; do sleep 0.02; done; exit 3";
	const limits = "compute_node_wait_for_healthy_database_minutes: 0";
	writeFileSync(join(scratch.path, "bad.yaml"), `name: bad\n${limits}\njobs: [{name: a, command: "${command}"}]\n`);
	const run = scratch.start(["--url", server.url, "run", "bad.yaml"]);
	await until(() => existsSync(join(scratch.path, "up")));
	await server.kill("SIGKILL");
	writeFileSync(join(scratch.path, "go"), "");
	const { exitCode, stderr } = await run.finished;
	expect(exitCode).toBe(1);
	expect(stderr).toContain("The server could not be used any more: 1 failed. Workflow 1");
	expect(stderr).toContain("1 result(s) could not be delivered; they are kept in ");
}, 60_000);
