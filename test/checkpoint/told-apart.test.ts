// torc checkpoint test tells a good job from bad ones, each by the one thing that is wrong with it.
import { expect, test } from "bun:test";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestReport } from "../../src/cli/commands/checkpoint/report.ts";
import { Scratch } from "../cli/torc-process.ts";
import { bashJob, type CountingJob, type Fault, LEAD_SECONDS, pythonJob, specification } from "./counting-jobs.ts";

/** What is wrong → what is said. */
const FAULTS: readonly (readonly [Fault, string | null])[] = [
	["none", null],
	["no handler", "no_handler"],
	["slow", "too_slow"],
	["wrong file", "checkpoint_missing"],
	["not atomic", "not_atomic"],
	["from zero", "restarts_from_zero"],
	["deaf", "ignores_signal"],
	["not asked", "not_asked"],
];
const ENOUGH_MS = 180_000;

async function reportOn(job: CountingJob, fault: Fault) {
	using scratch = new Scratch();
	writeFileSync(join(scratch.path, job.file), job.text);
	writeFileSync(join(scratch.path, "w.yaml"), specification(job, fault));
	const args = [
		"-f",
		"json",
		"checkpoint",
		"test",
		"w.yaml",
		"--job",
		"count",
		"--times",
		"2",
		"--scratch",
		scratch.path,
	];
	const { stdout, stderr, exitCode } = await scratch.torc(args);
	if (stdout === "") throw new Error(stderr);
	// Neither results nor the copies of the working folder are left.
	const left = readdirSync(scratch.path).filter((name) => !name.startsWith("."));
	expect(left.sort()).toEqual([job.file, "w.yaml"]);
	return { exitCode, report: JSON.parse(stdout) as TestReport };
}

for (const [language, jobOf] of [
	["bash", bashJob],
	["Python", pythonJob],
] as const) {
	test(
		`${language}: a good job and seven bad ones`,
		async () => {
			const told = await Promise.all(
				FAULTS.map(async ([fault]) => ({ fault, ...(await reportOn(jobOf(fault), fault)) })),
			);
			const summary = told.map(({ fault, exitCode, report }) => [
				fault,
				report.findings.map((finding): string => finding.problem),
				report.good,
				exitCode,
			]);
			expect(summary).toEqual(
				FAULTS.map(([fault, problem]) => [
					fault,
					problem === null ? [] : [problem],
					problem === null,
					problem === null ? 0 : 1,
				]),
			);
			const good = told[0]?.report;
			expect(good?.interruptions.length).toBe(2);
			for (const interruption of good?.interruptions ?? []) {
				expect(interruption).toMatchObject({ verdict: "saved", return_code: 0, checkpoint_files: ["state.txt"] });
				expect(interruption.lead_seconds).toBeGreaterThan(LEAD_SECONDS - 0.5);
				expect(interruption.checkpoint_bytes).toBeGreaterThan(0);
			}
			expect(good?.outputs).toEqual([{ path: "total.txt", equal: true }]);
			expect(good?.torn_save).toBeNull();
			const slow = told.find(({ fault }) => fault === "slow")?.report;
			expect(slow?.findings[0]?.message).toContain("to save");
			expect(told.find(({ fault }) => fault === "not atomic")?.report.torn_save).toEqual({
				file: "state.txt",
				survived: false,
			});
		},
		ENOUGH_MS,
	);
}
