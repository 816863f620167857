// Signals to a whole job: its group, and descendants that left the group.
import { membersOf, type ProcessEntry } from "../../platform/process-table.ts";

/** Live processes of the job; its zombies don't count. */
export const livingMembers = (leader: number, table: readonly ProcessEntry[]): ProcessEntry[] =>
	membersOf(leader, table);

/** The group at once, then whoever has left it. Processes that are gone meanwhile are no error. */
export function signalJob(leader: number, signal: number, table: readonly ProcessEntry[]): void {
	send(-leader, signal);
	for (const member of membersOf(leader, table)) if (member.group !== leader) send(member.pid, signal);
}

function send(target: number, signal: number): void {
	try {
		process.kill(target, signal);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code !== "ESRCH" && code !== "EPERM") throw error;
	}
}
