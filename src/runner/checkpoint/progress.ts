// What an attempt left: whether its checkpoint is newer than the one it found, and what it is now.
import type { CheckpointFacts } from "../../contract/models/checkpoint.ts";
import type { ClaimedJob } from "../../contract/sync.ts";
import { checkpointDirectory } from "../process/job-environment.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { checkpointFacts } from "./checkpoint-facts.ts";
import { type CheckpointFile, checkpointSettings, findCheckpointFiles, fingerprint } from "./declared-files.ts";

/** What the job's declared files are now; null when it has no checkpoint record. */
export function checkpointVersion(session: Session, job: ClaimedJob): string | null {
	const settings = checkpointSettings(job);
	if (settings === null) return null;
	return fingerprint(findCheckpointFiles(settings.paths, checkpointDirectory(session, job.id)));
}

export interface LeftBehind {
	/** The attempt left a newer checkpoint; null for a job without a checkpoint record. Without paths no progress is seen. */
	readonly progress: boolean | null;
	readonly checkpoint: CheckpointFacts | null;
}

/** A job that declares no paths may still have saved in the folder it is given: that is looked at unless it completed. */
export function leftBehind(session: Session, { job, checkpointAtStart }: RunningJob, completed: boolean): LeftBehind {
	const folder = checkpointDirectory(session, job.id);
	const paths = checkpointSettings(job)?.paths ?? [];
	const declared = findCheckpointFiles(paths, folder);
	const files = paths.length > 0 || completed ? declared : findCheckpointFiles([folder], folder);
	return { progress: madeProgress(declared, checkpointAtStart), checkpoint: checkpointFacts(files) };
}

function madeProgress(files: readonly CheckpointFile[], atStart: string | null): boolean | null {
	if (atStart === null) return null;
	const now = fingerprint(files);
	return now !== "" && now !== atStart;
}
