// A loop of jobs: a running job adds the next round through the environment it was given.
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InProcessRun } from "./in-process-run.ts";

/** Round 1 spawns a worker and round 2; round 3 ends the loop with its state. */
const LOOP = `
const { TORC_API_URL, TORC_JOB_ID, TORC_ORCHESTRATOR_LINEAGE_ID: lineage = "loop" } = process.env;
const round = Number(process.argv[2]);
const jobs = round === 3 ? [] : [
	{ name: "worker" + round, command: "echo $TORC_ORCHESTRATOR_LINEAGE_ID $SHARED" },
	{ name: "round" + (round + 1), command: process.argv0 + " " + process.argv[1] + " " + (round + 1), depends_on: ["worker" + round] },
];
const answer = await fetch(TORC_API_URL + "/jobs/" + TORC_JOB_ID + "/spawn_jobs", {
	method: "POST",
	headers: { "content-type": "application/json" },
	body: JSON.stringify({ lineage, jobs, state: { round } }),
});
console.log(await answer.text());
if (!answer.ok) process.exit(1);
`;

test("a job spawns the next round until it has converged", async () => {
	await using run = await InProcessRun.open();
	const script = join(run.folder, "loop.mjs");
	writeFileSync(script, LOOP.replaceAll("process.argv0", JSON.stringify(process.execPath)));
	await run.create(`name: loop
env: {SHARED: seen}
jobs:
  - name: round1
    command: ${process.execPath} ${script} 1
`);
	const outcome = await run.run();
	expect(await run.statuses()).toEqual({
		round1: "completed",
		worker1: "completed",
		round2: "completed",
		worker2: "completed",
		round3: "completed",
	});
	expect(outcome).toMatchObject({ reason: "complete", counts: { completed: 5 } });
	expect(run.text(/job_wf1_j2_r\d+_a1\.o$/)).toBe("loop seen\n");
	const { items } = await run.client.listUserData({ query: { workflow_id: run.workflowId } });
	expect(items.map((item) => [item.name, item.data])).toEqual([
		["__torc_lineage__loop__g000001", { generation: 1, spawn_count: 2, state: { round: 1 } }],
		["__torc_lineage__loop__g000002", { generation: 2, spawn_count: 2, state: { round: 2 } }],
		["__torc_lineage__loop__final", { generation: 2, spawn_count: 0, state: { round: 3 }, final: true }],
	]);
});
