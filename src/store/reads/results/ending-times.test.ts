// Endings by job: which come near what they were given, and that only the latest count.
import { expect, test } from "bun:test";
import { sampleStore } from "../../../../test/store/sample-store.ts";
import { storeResult } from "../../commands/attempts/store-result.ts";
import { readEndingTimes } from "./ending-times.ts";

type Ending = readonly [jobIndex: number, seconds: number | null, lead: number | null];

async function endingTimesOf(endings: readonly Ending[]) {
	await using sample = await sampleStore();
	const jobs = await sample.addJobs([{}, {}, {}]);
	await sample.write((tx) => {
		for (const [attempt, [index, seconds, lead]] of endings.entries()) {
			storeResult(tx, {
				workflow_id: sample.id,
				job_id: jobs[index] as number,
				run_id: 1,
				attempt_id: attempt,
				compute_node_id: 1,
				return_code: 0,
				status: "terminated",
				exec_time_minutes: 1,
				completion_time: "2026-03-01T11:00:00Z",
				signal_to_exit_seconds: seconds,
				signal_lead_seconds: lead,
			});
		}
	});
	return readEndingTimes(sample.store.reader, sample.id);
}

test("nothing is known before a job was asked to end", async () => {
	expect(await endingTimesOf([])).toBeNull();
	expect(await endingTimesOf([[0, null, null]])).toBeNull();
});

test("jobs whose p95 is at least 80 % of their last lead are named, the tightest first", async () => {
	const times = await endingTimesOf([
		[0, 23.9, 30],
		[1, 24, 30],
		[2, 29, 20],
		[2, 1, 30],
		[0, 2, 30],
	]);
	expect(times).toEqual({
		count: 5,
		p95_seconds: 29,
		lead_seconds: 30,
		jobs_near_lead: [
			{ job_id: expect.any(Number), job_name: "job2", p95_seconds: 29, lead_seconds: 30 },
			{ job_id: expect.any(Number), job_name: "job1", p95_seconds: 24, lead_seconds: 30 },
		],
	});
});

test("only the latest 200 endings count: a job that became quick is not warned about for ever", async () => {
	const slow = Array.from({ length: 300 }, (): Ending => [0, 29, 30]);
	const quick = Array.from({ length: 200 }, (): Ending => [0, 1, 30]);
	expect(await endingTimesOf([...slow, ...quick])).toMatchObject({ count: 200, p95_seconds: 1, jobs_near_lead: [] });
	expect(await endingTimesOf([...quick, ...slow])).toMatchObject({ count: 200, p95_seconds: 29 });
});
