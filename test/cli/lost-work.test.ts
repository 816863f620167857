// What an interrupted run cost, as the commands show it.
import { expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import { Scratch } from "./torc-process.ts";

const SPEC = `name: lossy
jobs:
  - name: saves
    supports_termination: true
    checkpoint: {paths: [state]}
    command: trap 'echo x > state; exit 0' TERM; touch up; while :; do sleep 0.05; done
  - name: fails
    command: exit 3
`;

test("status and checkpoint list tell what was lost and what was kept", async () => {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, "spec.yaml"), SPEC);
	const run = scratch.start(["run", "spec.yaml"]);
	await until(() => existsSync(join(scratch.path, "up")));
	await Bun.sleep(500);
	run.kill("SIGTERM");
	await run.finished;
	const status = await scratch.json<{ lost_work: Record<string, unknown> }>("status", "1");
	expect(status.lost_work).toMatchObject({
		stop: { attempts: 1, without_checkpoint: 0 },
		failure: { attempts: 1 },
		wall_time: { attempts: 0, cpu_hours: 0 },
	});
	const shown = (await scratch.torc(["status", "1"])).stdout;
	expect(shown).toMatch(
		/Lost Work:\n {2}failures: {7}0\.00\d node-hours, 0\.00\d CPU-hours in 1 attempt\(s\)\n {2}stopped:/,
	);
	expect(shown).toMatch(/Signal to Exit: 95 % of 1 ending\(s\) within \d\.\ds; the last was given 30s/);
	const byName = await scratch.json<{ items: object[] }>("checkpoint", "list", "1", "--job", "saves");
	expect(byName.items).toMatchObject([
		{ attempt_id: 1, num_files: 1, size_bytes: 2, path: join(scratch.path, "state") },
	]);
	expect((await scratch.torc(["checkpoint", "list", "1"])).stdout).toMatch(/saves .* not checked .*state/);
	expect((await scratch.torc(["checkpoint", "list", "1", "--job", "fails"])).stdout).toContain("No checkpoints found");
	expect((await scratch.torc(["checkpoint", "list", "1", "--job", "nobody"])).stderr).toContain(
		"no job named 'nobody'",
	);
	expect((await scratch.torc(["results", "list", "1"])).stdout).toMatch(/\d\.\ds of 30s/);
});
