// What only Slurm knows of steps: their states in time, their figures, and what srun says where nobody else does.
import { expect, test } from "bun:test";
import type { ResultModel } from "../../contract/models/result.ts";
import type { StepAccount, StepAccounts } from "../../slurm/accounting/step-accounts.ts";
import { canceledLeadSeconds, endingSignal, executionMode } from "../process/execution-mode.ts";
import { stepExit } from "./step-exit.ts";
import { backfilled } from "./step-figures.ts";
import { StepStates } from "./step-states.ts";
import { saysOutOfMemory } from "./steps.ts";

const account = (name: string, state: string, change: Partial<StepAccount> = {}): StepAccount => ({
	name,
	state,
	maxRssBytes: null,
	maxVmSizeBytes: null,
	maxDiskReadBytes: null,
	maxDiskWriteBytes: null,
	aveCpuSeconds: null,
	nodeList: "n1",
	...change,
});

/** Answers one after the other, the last for ever. */
function answers(...all: StepAccounts[]) {
	let asked = 0;
	const read = async (): Promise<StepAccounts> => all[Math.min(asked++, all.length - 1)] as StepAccounts;
	return { read, asked: () => asked };
}

test("one question serves all that wait, and is asked again until the state is final", async () => {
	const { read, asked } = answers([account("a", "RUNNING"), account("b", "")], "unanswered", [
		account("a", "OUT_OF_MEMORY"),
		account("b", "FAILED"),
	]);
	const states = new StepStates(read);
	expect(await Promise.all([states.stateOf("a"), states.stateOf("b")])).toEqual(["OUT_OF_MEMORY", "FAILED"]);
	expect(asked()).toBe(3);
	expect(await states.stateOf("b")).toBe("FAILED");
});

test("without accounting nothing waits, and nobody is asked a second time", async () => {
	const { read, asked } = answers("disabled");
	const states = new StepStates(read);
	expect(await states.stateOf("a")).toBeNull();
	expect(await states.stateOf("b")).toBeNull();
	expect(asked()).toBe(1);
});

test("an ending lets go of all that wait", async () => {
	const states = new StepStates(answers([]).read);
	const waiting = states.stateOf("a");
	states.giveUp();
	expect(await waiting).toBeNull();
});

const RESULT = {
	exec_time_minutes: 0.5,
	peak_memory_bytes: 100,
	peak_cpu_percent: 0,
	avg_memory_bytes: 50,
} as ResultModel;

test("accounting fills in what the runner did not see", () => {
	expect(backfilled(RESULT, account("a", "COMPLETED", { maxRssBytes: 300, aveCpuSeconds: 15 }))).toEqual({
		...RESULT,
		peak_memory_bytes: 300,
		avg_cpu_percent: 50,
		peak_cpu_percent: 50,
	});
	const seen = { ...RESULT, peak_memory_bytes: 400, peak_cpu_percent: 90 };
	expect(backfilled(seen, account("a", "COMPLETED", { maxRssBytes: 300, aveCpuSeconds: 15 }))).toEqual({
		...seen,
		avg_cpu_percent: 50,
	});
	expect(backfilled(RESULT, account("a", "FAILED", { maxRssBytes: 0 }))).toEqual(RESULT);
});

test("srun's message about memory, not the job's own words", () => {
	const lines = [
		"slurmstepd-n1: error: Detected 1 oom-kill event(s) in StepId=3.2. Some of your processes may have been killed",
		"slurmstepd: error: Detected 1 oom-kill event(s) in step 3.2 cgroup.",
		"srun: error: n1: task 0: Out Of Memory",
	];
	for (const line of lines) expect([line, saysOutOfMemory(`first\n${line}\n`)]).toEqual([line, true]);
	for (const line of ["log: slurmstepd: error: oom-kill event", "srun: error: n1: task 0: Exited with exit code 1"]) {
		expect([line, saysOutOfMemory(line)]).toEqual([line, false]);
	}
});

test("a killed step shows as signal 9; srun's own use of the machine is not the job's", () => {
	const exit = { code: 137, signal: null, cpuSeconds: 1, maxRssBytes: 5 };
	expect(stepExit(exit, true)).toEqual({ code: 137, signal: 9, cpuSeconds: null, maxRssBytes: null });
	expect(stepExit(exit, false).signal).toBeNull();
	expect(stepExit({ ...exit, code: 143 }, true).signal).toBeNull();
});

test("the mode, and the signal of each", () => {
	const modes = [
		[{}, true],
		[{ mode: "auto" }, true],
		[{ mode: "auto" }, false],
		[{ mode: "slurm" }, true],
	] as const;
	expect(modes.map(([config, inside]) => executionMode(config, inside))).toEqual([
		"direct",
		"slurm",
		"direct",
		"slurm",
	]);
	expect(() => executionMode({ mode: "slurm" }, false)).toThrow("this is no Slurm allocation");
	const said: string[] = [];
	const signalOf = (config: object, mode: "direct" | "slurm") => endingSignal(config, mode, (line) => said.push(line));
	expect(signalOf({ srun_termination_signal: "USR1@120" }, "slurm")).toEqual({ number: 10, leadSeconds: 120 });
	// Whoever cancels the workflow waits as long before it ends the allocations.
	expect(canceledLeadSeconds({ srun_termination_signal: "USR1@120" })).toBe(120);
	expect(canceledLeadSeconds({ sigterm_lead_seconds: 45 })).toBe(45);
	expect(canceledLeadSeconds({})).toBe(30);
	expect(signalOf({}, "slurm")).toEqual({ number: 15, leadSeconds: null });
	expect(signalOf({ termination_signal: "INT", sigterm_lead_seconds: 7 }, "direct")).toEqual({
		number: 2,
		leadSeconds: 7,
	});
	expect(said).toEqual([]);
	expect(signalOf({ termination_signal: "SIGWHAT" }, "direct").number).toBe(15);
	expect(said).toHaveLength(1);
});
