// Small rules of jobs' states and fields.
import { expect, test } from "bun:test";
import { expectInvalid, sampleStore } from "../../../../test/store/sample-store.ts";
import { getJob } from "../../reads/jobs/jobs.ts";
import { MAX_LIMIT } from "../../reads/paging/page.ts";
import { listRecords } from "../../reads/records/record-table.ts";
import { RESULTS } from "../../reads/records/record-tables.ts";
import type { Transaction } from "../../transaction.ts";
import { startJob } from "../attempts/start-job.ts";
import { updateJob } from "../jobs/update-job.ts";
import { claimByCount } from "../nodes/claim-jobs.ts";
import { createUserData } from "../records/user-data.ts";
import { manageStatusChange } from "./manage-status-change.ts";
import { processChangedJobInputs } from "./process-changed-job-inputs.ts";
import { resetJobStatus } from "./reset-job-status.ts";

test("a job set back by hand has neither a start nor a node any more", async () => {
	await using sample = await sampleStore();
	const [id = 0] = await sample.addJobs([{}]);
	await sample.initialize();
	await sample.write((tx) => {
		claimByCount(tx, { workflowId: sample.id, limit: 1, labels: [], computeNodeId: 5 });
		startJob(tx, { jobId: id, runId: 0, computeNodeId: 5 });
	});
	expect(getJob(sample.store.reader, id)).toMatchObject({ status: "running", compute_node_id: 5 });
	await sample.write((tx) => manageStatusChange(tx, id, "ready", 0));
	expect(getJob(sample.store.reader, id)).toMatchObject({ status: "ready", start_time: null, compute_node_id: null });
});

test("an update may not give a labeled job a scheduler, nor a scheduled one labels", async () => {
	await using sample = await sampleStore();
	const [labeled = 0, scheduled = 0] = await sample.addJobs([{ labels: ["x"] }, { name: "s", scheduler_id: 3 }]);
	await expectInvalid(
		sample.write((tx) => updateJob(tx, labeled, { scheduler_id: 3 })),
		"both labels and a scheduler",
	);
	await expectInvalid(
		sample.write((tx) => updateJob(tx, scheduled, { labels: ["x"] })),
		"both labels and a scheduler",
	);
	await sample.write((tx) => updateJob(tx, labeled, { labels: [], scheduler_id: 3 }));
	expect(getJob(sample.store.reader, labeled)).toMatchObject({ labels: null, scheduler_id: 3 });
});

test("user data that is given to a job after initialize is a changed input", async () => {
	await using sample = await sampleStore();
	const [reader = 0, writer = 0] = await sample.addJobs([{}, { name: "writer" }, { name: "other" }]);
	await sample.initialize();
	const data = { workflow_id: sample.id, name: "d", data: 1 };
	await sample.write((tx) => createUserData(tx, data, { consumerJobId: reader, producerJobId: writer }));
	const changed = await sample.write((tx) => processChangedJobInputs(tx, sample.id, { dryRun: true, user: "ada" }));
	expect(changed).toEqual(["job0", "writer"]);
});

test("one request creates at most as many jobs as a page holds", async () => {
	await using sample = await sampleStore();
	const jobs = Array.from({ length: MAX_LIMIT + 1 }, (_, index) => ({ name: `j${index}` }));
	await expectInvalid(sample.addJobs(jobs), "at most 100000 jobs");
});

test.each([
	["set back by hand", (tx: Transaction, _: number, job: number) => manageStatusChange(tx, job, "uninitialized", 0)],
	["made ready by hand", (tx: Transaction, _: number, job: number) => manageStatusChange(tx, job, "ready", 0)],
	["reset", (tx: Transaction, id: number) => resetJobStatus(tx, id, { failedOnly: false, user: "ada" })],
	["reset as failed", (tx: Transaction, id: number) => resetJobStatus(tx, id, { failedOnly: true, user: "ada" })],
])("a job %s runs again within the run as its next attempt", async (_, again) => {
	await using sample = await sampleStore();
	const [first = 0] = await sample.addJobs([{}]);
	const [second = 0] = await sample.addJobs([{ depends_on_job_ids: [first], cancel_on_blocking_job_failure: false }]);
	await sample.initialize();
	await sample.complete([first], { status: "failed" });
	await sample.write((tx) => again(tx, sample.id, first));
	await sample.initialize(true);
	await sample.complete([first]);
	await sample.complete([second]);
	const { reader } = sample.store;
	expect(getJob(reader, first)).toMatchObject({ status: "completed", attempt_id: 2 });
	expect(getJob(reader, second)).toMatchObject({ status: "completed", attempt_id: 1 });
	const kept = listRecords(reader, RESULTS, { workflow_id: sample.id, job_id: first });
	expect(kept.items.map((result) => [result.attempt_id, result.status])).toEqual([
		[1, "failed"],
		[2, "completed"],
	]);
});
