// What is told of an outage: its begin, its reason, what comes next, and that it lasts.
import { expect, test } from "bun:test";
import { TorcError } from "../../core/errors.ts";
import { OutageNotice } from "./outage-notice.ts";

function listen(minutes?: number) {
	const said: string[] = [];
	const log = (level: string, message: string): void => void said.push(`${level}: ${message}`);
	const workflow = { compute_node_wait_for_healthy_database_minutes: minutes };
	return {
		said,
		notice: new OutageNotice({ workflow, log } as unknown as ConstructorParameters<typeof OutageNotice>[0]),
	};
}

test("told once at first, then every minute, with how long it may last", () => {
	const { said, notice } = listen();
	const full = new TorcError("environment", "Disk is full");
	for (const awayMs of [0, 50, 59_999, 60_001, 90_000, 130_000]) notice.failed(full, awayMs);
	expect(said).toEqual([
		"warn: nothing can be recorded: Disk is full; running jobs go on, results wait. When this is mended all goes on by itself; without work the runner leaves after 20 min",
		"warn: still nothing can be recorded: Disk is full; the runner leaves in 19 min when no job runs, results are kept",
		"warn: still nothing can be recorded: Disk is full; the runner leaves in 18 min when no job runs, results are kept",
	]);
});

test("the next outage is told anew; an answer is told only after one", () => {
	const { said, notice } = listen(3);
	notice.answered(0);
	notice.failed(new TorcError("unreachable", "connection refused"), 0);
	notice.answered(2);
	notice.failed(new Error("timeout"), 0);
	expect(said.map((line) => line.split(";")[0])).toEqual([
		"warn: server does not answer: connection refused",
		"info: server answers again",
		"warn: server does not answer: timeout",
	]);
	expect(said[0]).toEndWith("after 3 min");
});
