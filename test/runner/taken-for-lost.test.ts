// A runner that is taken for lost although it lives: it is believed when it is heard, nothing is lost or done twice.
import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Client } from "../../src/client/connect.ts";
import { InProcessRun } from "./in-process-run.ts";

const SPEC = `name: lost
jobs:
  - name: works
    command: echo $TORC_ATTEMPT_ID >> OUT/starts; sleep 1; echo $TORC_ATTEMPT_ID >> OUT/ends
`;

/** Says that every node is lost; the jobs go on at once. */
async function declareLost(client: Client, workflow_id: number): Promise<string[]> {
	const { items } = await client.listComputeNodes({ query: { workflow_id, is_active: true } });
	const lost = items.map((node) => ({ compute_node_id: node.id as number, reason: "lost (says the test)" }));
	const { jobs } = await client.retireComputeNodes({ params: { id: workflow_id }, body: { lost, resume: true } });
	return jobs.map((job) => job.job_name);
}

test("it has its job back with its next word, and finishes it", async () => {
	await using run = await InProcessRun.open();
	await run.create(SPEC);
	const running = run.run();
	await run.until(() => existsSync(join(run.output, "starts")));
	await Bun.sleep(200);
	expect(await declareLost(run.client, run.workflowId)).toEqual(["works"]);
	expect(await running).toMatchObject({ reason: "complete", counts: { completed: 1 } });
	expect(run.text(/^ends$/)).toBe("1\n");
	expect(run.text(/^starts$/)).toBe("1\n");
	expect((await run.results()).works).toMatchObject([{ status: "completed", attempt_id: 1 }]);
});

test("cut off while its job runs elsewhere, it drops its own and reports nothing", async () => {
	await using run = await InProcessRun.open();
	await run.create(SPEC.replace("sleep 1", "sleep 2"));
	const first = run.run();
	await run.until(() => existsSync(join(run.output, "starts")));
	await Bun.sleep(200);
	run.cutOff();
	await Bun.sleep(100);
	// The server sees what the first runner does not.
	const server = run.beside();
	expect(await declareLost(server, run.workflowId)).toEqual(["works"]);
	const second = run.run({ client: server });
	await run.until(() => run.text(/^starts$/) === "1\n2\n");
	await Bun.sleep(200);
	run.away = false;
	expect(await second).toMatchObject({ reason: "complete", counts: { completed: 1 } });
	expect(await first).toMatchObject({ counts: { completed: 0, terminated: 0, failed: 0 } });
	expect(run.text(/^ends$/)).toBe("2\n");
	const results = (await run.results()).works;
	expect(results).toMatchObject([
		{ status: "terminated", return_code: -128, attempt_id: 1 },
		{ status: "completed", attempt_id: 2 },
	]);
});
