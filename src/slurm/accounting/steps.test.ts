// Rows of sacct, sstat and squeue about steps, as Slurm 22.05 wrote them on a test cluster.
import { expect, test } from "bun:test";
import { isFinal, isOutOfMemory, parseStepAccounts } from "./step-accounts.ts";
import { parseStepIds, parseStepUsage } from "./step-usage.ts";

test("rows of sacct", () => {
	const rows = parseStepAccounts(
		[
			"a|b.sh||||||n1|RUNNING",
			"probe.sh||||||n1|RUNNING",
			"wf1_j2_r1_a1|9408K|143016K|0.03M|0.00M|00:00:01|n[1-2]|COMPLETED",
			"wf1_j3_r1_a1|824K|143016K|0|0|00:00:00|n1|OUT_OF_MEMORY",
			"",
		].join("\n"),
	);
	expect(rows.map(({ name, state }) => [name, state])).toEqual([
		["probe.sh", "RUNNING"],
		["wf1_j2_r1_a1", "COMPLETED"],
		["wf1_j3_r1_a1", "OUT_OF_MEMORY"],
	]);
	expect(rows[0]).toMatchObject({ maxRssBytes: null, aveCpuSeconds: null });
	expect(rows[1]).toMatchObject({
		maxRssBytes: 9408 * 1024,
		maxDiskReadBytes: 31_457,
		aveCpuSeconds: 1,
		nodeList: "n[1-2]",
	});
});

test("which states are the end", () => {
	for (const state of ["COMPLETED", "FAILED", "CANCELLED by 0", "TIMEOUT", "OUT_OF_MEMORY", "NODE_FAIL"]) {
		expect([state, isFinal(state)]).toEqual([state, true]);
	}
	for (const state of ["", "PENDING", "RUNNING", "COMPLETING"]) expect([state, isFinal(state)]).toEqual([state, false]);
	expect(["OUT_OF_MEMORY", "OUT_OF_ME+", "FAILED"].map(isOutOfMemory)).toEqual([true, true, false]);
});

test("steps that run", () => {
	expect([...parseStepIds("3.0|wf1_j2_r1_a1\n3.batch|batch\n 3.17|wf1_j3_r1_a1 \n")]).toEqual([
		["wf1_j2_r1_a1", "3.0"],
		["wf1_j3_r1_a1", "3.17"],
	]);
	expect([...parseStepUsage("3.0|00:01.500|9408K\n3.1|00:00:00|0\n3.2||\n")]).toEqual([
		["3.0", { aveCpuSeconds: 1.5, maxRssBytes: 9408 * 1024 }],
		["3.1", { aveCpuSeconds: 0, maxRssBytes: 0 }],
	]);
});
