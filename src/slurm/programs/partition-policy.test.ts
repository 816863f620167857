// How a partition preempts, from what scontrol says of it.
import { expect, test } from "bun:test";
import { parsePreemptionPolicy } from "./partition-policy.ts";

const said = (mode: string, grace: number): string =>
	`PartitionName=low AllowGroups=ALL DefaultTime=01:00:00 GraceTime=${grace} Hidden=NO OverTimeLimit=NONE PreemptMode=${mode} State=UP`;

for (const [mode, grace, graceSeconds, requeues] of [
	["REQUEUE", 15, 15, true],
	["CANCEL", 120, 120, false],
	["REQUEUE", 0, 0, true],
	["OFF", 15, 0, false],
	["SUSPEND,GANG", 15, 0, false],
] as const) {
	test(`${mode} with a grace of ${grace} s`, () => {
		expect(parsePreemptionPolicy(said(mode, grace))).toEqual({ graceSeconds, requeues });
	});
}

test("no answer that can be read: nothing preempts", () => {
	expect(parsePreemptionPolicy("")).toEqual({ graceSeconds: 0, requeues: false });
});
