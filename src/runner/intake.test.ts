// Jobs that wait to be started: each is started or given back, once.
import { expect, test } from "bun:test";
import type { ClaimedJob } from "../contract/sync.ts";
import { Intake } from "./intake.ts";
import { Ledger } from "./ledger/ledger.ts";

const job = (id: number): ClaimedJob =>
	({ id, run_id: 1, attempt_id: 1, num_cpus: 1, memory_bytes: 1, num_gpus: 0, num_nodes: 1 }) as ClaimedJob;

function intakeOf(numCpus: number, onLaunch: (id: number, intake: Intake) => void) {
	const node = { name: null, numCpus, memoryBytes: 2 ** 30, numGpus: 0, takesSingleJobs: true };
	const told = { launched: [] as number[], returned: [] as number[], ending: false };
	const intake: Intake = new Intake(new Ledger({ nodes: [node], gpuIds: [] }, null), {
		isEnding: () => told.ending,
		prepare: () => null,
		launch: ({ id }) => {
			told.launched.push(id);
			onLaunch(id, intake);
		},
		giveBack: ({ id }) => told.returned.push(id),
		settled: () => undefined,
	});
	return { intake, told };
}

test("a start that begins the ending: what has started is not given back, all the rest is", () => {
	const { intake, told } = intakeOf(2, (id, held) => {
		if (id !== 2) return;
		told.ending = true;
		held.startFitting();
	});
	intake.take([1, 2, 3, 4].map(job));
	intake.startFitting();
	expect(told).toMatchObject({ launched: [1, 2], returned: [3, 4] });
	expect(intake.ids()).toEqual([]);
});

test("what does not fit waits, in its order; a repeated delivery is the same job", () => {
	const { intake, told } = intakeOf(1, () => undefined);
	intake.take([1, 2, 3].map(job));
	intake.startFitting();
	intake.take([2, 3].map(job));
	intake.startFitting();
	expect(told.launched).toEqual([1]);
	expect(intake.ids()).toEqual([2, 3]);
});
