// Whether an attempt left a newer checkpoint than it found.

import type { ClaimedJob } from "../../contract/sync.ts";
import { checkpointDirectory } from "../process/job-environment.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { checkpointSettings, findCheckpointFiles, fingerprint } from "./declared-files.ts";

/** What the job's declared files are now; null when it declares none. */
export function checkpointVersion(session: Session, job: ClaimedJob): string | null {
	const settings = checkpointSettings(job);
	if (settings === null) return null;
	return fingerprint(findCheckpointFiles(settings.paths, checkpointDirectory(session, job.id)));
}

/** Null for a job without a checkpoint record; without paths no progress can be seen. */
export function madeProgress(session: Session, { job, checkpointAtStart }: RunningJob): boolean | null {
	if (checkpointAtStart === null) return null;
	const now = checkpointVersion(session, job);
	return now !== "" && now !== checkpointAtStart;
}
