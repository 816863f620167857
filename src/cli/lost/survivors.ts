// Processes of jobs that outlived their runner: it was killed, they were not. They are ended before their jobs run again,
// so that no work is done twice at the same time.
import { readProcessEnvironment } from "../../platform/process-environment.ts";
import { readProcessTable } from "../../platform/process-table.ts";

/** Living processes of this machine that belong to jobs of the workflow and were started by that runner, which is gone. */
export function findSurvivors(workflowId: number, runnerPid: number): number[] {
	const marks = [`TORC_WORKFLOW_ID=${workflowId}`, `TORC_RUNNER_PID=${runnerPid}`];
	const found: number[] = [];
	for (const { pid, state } of readProcessTable()) {
		if (state === "Z" || pid === process.pid) continue;
		const environment = readProcessEnvironment(pid);
		if (marks.every((mark) => environment.has(mark))) found.push(pid);
	}
	return found;
}

/** Jobs may save when they are asked to end. */
const GRACE_MS = 10_000;
const LOOK_MS = 100;

/** Asks them to end, then kills what is left. */
export async function endSurvivors(workflowId: number, runnerPid: number): Promise<void> {
	const until = Date.now() + GRACE_MS;
	const asked = new Set<number>();
	for (;;) {
		const left = findSurvivors(workflowId, runnerPid);
		if (left.length === 0) return;
		const late = Date.now() > until;
		for (const pid of left) {
			if (late) send(pid, "SIGKILL");
			else if (!asked.has(pid)) send(pid, "SIGTERM");
			asked.add(pid);
		}
		if (Date.now() > until + GRACE_MS) return;
		await new Promise((done) => setTimeout(done, LOOK_MS));
	}
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It has ended meanwhile, or is another user's.
	}
}
