// The script of a failure handler's rule, run before the next attempt while the job is still held (4-runner §9, ours).
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";
import { type Environment, jobEnvironment } from "../process/job-environment.ts";
import type { SideCommands } from "../process/side-commands.ts";
import type { Session } from "../session.ts";

/** A script that hangs must not hold its job for ever. */
const TIME_LIMIT_MS = 10 * 60_000;

export interface RecoveryScript {
	readonly job: ClaimedJob;
	readonly script: string;
	/** The failed attempt's. */
	readonly returnCode: number;
}

/** `interrupted`: the runner's ending stopped it. Output goes to a file of the attempt. */
export async function runRecoveryScript(
	session: Session,
	base: Environment,
	commands: SideCommands,
	{ job, script, returnCode }: RecoveryScript,
): Promise<"done" | "failed" | "interrupted"> {
	const env = { ...jobEnvironment(session, base, job), TORC_RETURN_CODE: String(returnCode) };
	const name = `job_wf${session.workflowId}_j${job.id}_r${job.run_id}_a${job.attempt_id}.recovery`;
	let output: number | null = null;
	try {
		output = openSync(join(session.stdioDirectory, name), "a");
		const { code, stopped } = await commands.run({ command: script, env, output, limitMs: TIME_LIMIT_MS });
		if (stopped === "ending") return "interrupted";
		if (code === 0) return "done";
		const why = stopped === "limit" ? `killed after ${TIME_LIMIT_MS / 1000} s` : "failed";
		session.log("warn", `recovery script ${why}`, { job_id: job.id, return_code: code });
	} catch (error) {
		session.log("error", `recovery script cannot start: ${(error as Error).message}`, { job_id: job.id });
	} finally {
		if (output !== null) closeSync(output);
	}
	return "failed";
}
