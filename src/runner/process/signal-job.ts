// Signals to a whole job: its group, and members that left the group.
import type { ProcessEntry } from "../../platform/process-table.ts";
import { type JobIdentity, jobMembers } from "./job-members.ts";

/** The group at once, then whoever has left it. Processes that are gone meanwhile are no error. */
export function signalJob(job: JobIdentity, signal: number, table: readonly ProcessEntry[]): void {
	signalProcess(-job.pid, signal);
	for (const member of jobMembers(job, table)) if (member.group !== job.pid) signalProcess(member.pid, signal);
}

/** `target`: a process, or a group as a negative number. False when there is none, or it is another user's. */
export function signalProcess(target: number, signal: number): boolean {
	try {
		process.kill(target, signal);
		return true;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "ESRCH" && code !== "EPERM") throw error;
		return false;
	}
}
