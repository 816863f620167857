// Several programs in one folder: while one runs a workflow the others see it, and one may outlive another.
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { type RunningTorc, Scratch } from "./torc-process.ts";

setDefaultTimeout(60_000);

const record = (scratch: Scratch): string => join(scratch.path, "torc_output/torc.db.server");

interface Status {
	readonly jobs_by_status: Record<string, number>;
	readonly active_compute_nodes: number;
}

/** Starts a workflow whose job runs until the file `go` is there. */
async function startWaiting(scratch: Scratch, name: string, go: string): Promise<RunningTorc> {
	const spec = join(scratch.path, `${name}.yaml`);
	const wait = `touch ${name}.started; while [ ! -e ${go} ]; do sleep 0.05; done; echo over >> ${name}.out`;
	writeFileSync(spec, `name: ${name}\njobs:\n  - name: wait\n    command: ${JSON.stringify(wait)}\n`);
	const running = scratch.start(["run", spec]);
	await until(() => existsSync(join(scratch.path, `${name}.started`)));
	return running;
}

test("commands reach the program that runs, and cancel ends its jobs", async () => {
	using scratch = new Scratch();
	const running = await startWaiting(scratch, "long", "never");
	await until(async () => {
		const { jobs_by_status: jobs } = await scratch.json<Status>("status", "long");
		return jobs.running === 1;
	});
	expect(JSON.parse(readFileSync(record(scratch), "utf8"))).toMatchObject({
		url: expect.stringContaining("127.0.0.1"),
	});
	const { items } = await scratch.json<{ items: { job_name: string }[] }>("jobs", "running", "1");
	expect(items.map((job) => job.job_name)).toEqual(["wait"]);
	const canceled = await scratch.json<{ status: string }>("cancel", "long");
	expect(canceled).toMatchObject({ status: "success", workflow_id: 1 });
	const { stderr, exitCode } = await running.finished;
	expect(exitCode).toBe(0);
	expect(stderr).toContain("Workflow canceled: 1 canceled");
	expect(existsSync(record(scratch))).toBe(false);
});

test("the second program serves the folder on when the first one ends", async () => {
	using scratch = new Scratch();
	const first = await startWaiting(scratch, "first", "go1");
	const second = await startWaiting(scratch, "second", "go2");
	writeFileSync(join(scratch.path, "go1"), "");
	expect((await first.finished).exitCode).toBe(0);
	await until(() => {
		try {
			return JSON.parse(readFileSync(record(scratch), "utf8")).pid !== first.pid;
		} catch {
			return false;
		}
	});
	const status = await scratch.json<Status>("status", "second");
	expect(status.jobs_by_status.running).toBe(1);
	writeFileSync(join(scratch.path, "go2"), "");
	const { exitCode, stderr } = await second.finished;
	expect(exitCode).toBe(0);
	expect(stderr).toContain("Workflow complete: 1 completed");
	expect(readFileSync(join(scratch.path, "second.out"), "utf8")).toBe("over\n");
});

test("what a killed program leaves behind is no obstacle", async () => {
	using scratch = new Scratch();
	const killed = await startWaiting(scratch, "doomed", "go");
	killed.kill("SIGKILL");
	await killed.finished;
	expect(existsSync(record(scratch))).toBe(true);
	const text = await scratch.torc(["status", "doomed"]);
	expect([text.exitCode, text.stderr]).toEqual([0, ""]);
	expect(existsSync(record(scratch))).toBe(false);
	writeFileSync(join(scratch.path, "go"), "");
	const again = await scratch.torc(["run", "doomed"]);
	expect(again.exitCode).toBe(0);
	expect(again.stderr).toContain("1 completed");
});
