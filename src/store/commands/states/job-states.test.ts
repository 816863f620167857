// Small rules of jobs' states and fields.
import { expect, test } from "bun:test";
import { expectInvalid, sampleStore } from "../../../../test/store/sample-store.ts";
import { getJob } from "../../reads/jobs/jobs.ts";
import { MAX_LIMIT } from "../../reads/paging/page.ts";
import { startJob } from "../attempts/start-job.ts";
import { updateJob } from "../jobs/update-job.ts";
import { claimByCount } from "../nodes/claim-jobs.ts";
import { createUserData } from "../records/user-data.ts";
import { manageStatusChange } from "./manage-status-change.ts";
import { processChangedJobInputs } from "./process-changed-job-inputs.ts";

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
