// Whether a step got a signal that the runner did not send: Slurm signals steps by itself when it preempts with a grace,
// and for a --signal without B:. What such a job leaves is unfinished work, whatever its exit code.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";
import type { Session } from "../session.ts";
import { stepName } from "./step-name.ts";

/** The shell of the step makes this file when it hears a signal. */
export const signalMark = ({ stdioDirectory, workflowId }: Session, job: ClaimedJob): string =>
	join(stdioDirectory, `job_${stepName(workflowId, job)}.signaled`);

/** Epoch milliseconds of the last signal the step heard; null when it heard none. The mark is taken away. */
export function takeSignalMark(session: Session, job: ClaimedJob): number | null {
	if (session.mode !== "slurm") return null;
	const path = signalMark(session, job);
	const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: null };
	if (mtimeMs !== null) rmSync(path, { force: true });
	return mtimeMs;
}
