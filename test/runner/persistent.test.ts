// Persistent runners: how long they stay.
import { expect, test } from "bun:test";
import { InProcessRun } from "./in-process-run.ts";

const spec = (labels: string): string => `name: stays
compute_node_wait_for_new_jobs_seconds: 1
resource_requirements: [{name: huge, num_cpus: 1000, memory: 1m}]
jobs:
  - {name: other, command: "true", resource_requirements: huge}
  - {name: own, command: "true", resource_requirements: huge${labels}}
`;

test("it leaves when only jobs for other labels are left", async () => {
	await using run = await InProcessRun.open();
	await run.create(spec(""));
	expect(await run.run({ persistent: true, labels: ["gpu"] })).toMatchObject({ reason: "idle" });
});

test("it stays while a job for its labels is left, though it cannot be started", async () => {
	await using run = await InProcessRun.open();
	await run.create(spec(", labels: [gpu]"));
	const running = run.run({ persistent: true, labels: ["gpu"] });
	expect(await Promise.race([running, Bun.sleep(2_500)])).toBeUndefined();
	await run.client.cancelWorkflow({ params: { id: run.workflowId } });
	expect(await running).toMatchObject({ reason: "canceled" });
});
