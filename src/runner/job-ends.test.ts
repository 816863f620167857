// An end that cannot be judged costs its job, not the runner.
import { expect, test } from "bun:test";
import type { FinishedReport } from "../contract/sync.ts";
import { JobEnds } from "./job-ends.ts";
import type { RunningJob } from "./process/running-job.ts";
import type { Session } from "./session.ts";
import type { Steps } from "./steps/steps.ts";
import type { Ender } from "./terminate/ender.ts";

const JOB = {
	job: { id: 7, run_id: 1, attempt_id: 2 },
	startedAt: 1_000,
	signaledAt: null,
	usage: { samples: 0, peakBytes: 0, sumBytes: 0, peakCpuPercent: 0 },
} as unknown as RunningJob;
const EXIT = { code: 0, signal: null, maxRssBytes: null, cpuSeconds: null };

test("the job fails with the reason, is reported once, and the log tells it", async () => {
	const logged: string[] = [];
	const reported: FinishedReport[] = [];
	const session = {
		workflowId: 1,
		log: (level: string, message: string) => logged.push(`${level} ${message}`),
	} as unknown as Session;
	const steps = {
		ranOutOfMemory: () => Promise.reject(new Error("Slurm spoke nonsense")),
		figures: { ended: () => undefined },
	} as unknown as Steps;
	const ender = { ending: null, killAt: null, lossCause: null, leadSeconds: 30 } as unknown as Ender;
	const ends = new JobEnds(
		session,
		{ ender, steps },
		{
			runScript: () => Promise.reject(new Error("not asked for")),
			report: (report) => reported.push(report),
			endingReason: () => null,
		},
	);
	const settled = ends.settle({ job: JOB, exit: EXIT, endedAt: 3_000 });
	expect([...ends.ids()]).toEqual([7]);
	await settled;
	expect(ends.size).toBe(0);
	expect(ends.counts).toEqual({ completed: 0, failed: 1, terminated: 0, canceled: 0, retried: 0 });
	const reason = "the runner could not judge its end: Slurm spoke nonsense";
	expect(reported).toMatchObject([{ job_id: 7, attempt_id: 2, status: "failed", return_code: 1, reason }]);
	expect(logged).toEqual([`error Job fails: ${reason}`, "info Job completed"]);
});
