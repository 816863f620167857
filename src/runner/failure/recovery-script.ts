// The script of a failure handler's rule, run before the next attempt while the job is still held (4-runner §9, ours).
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";
import { spawnDetached } from "../../platform/spawn.ts";
import { type Environment, jobEnvironment } from "../process/job-environment.ts";
import { signalJob } from "../process/signal-job.ts";
import type { Session } from "../session.ts";

/** A script that hangs must not hold its job for ever. */
const TIME_LIMIT_MS = 10 * 60_000;

/** Its exit code; -1 when it could not be started. Output goes to a file of the attempt. */
export async function runRecoveryScript(
	session: Session,
	base: Environment,
	job: ClaimedJob,
	script: string,
	returnCode: number,
): Promise<number> {
	const env = { ...jobEnvironment(session, base, job, [], null), TORC_RETURN_CODE: String(returnCode) };
	const name = `job_wf${session.workflowId}_j${job.id}_r${session.runId}_a${job.attempt_id}.recovery`;
	const output = openSync(join(session.stdioDirectory, name), "a");
	try {
		const child = spawnDetached({ command: ["bash", "-c", script], env, stdout: output, stderr: output });
		const timer = setTimeout(() => {
			session.log("warn", "recovery script killed: it took too long", {
				job_id: job.id,
				limit_s: TIME_LIMIT_MS / 1000,
			});
			signalJob(child.pid, 9, []);
		}, TIME_LIMIT_MS);
		const { code } = await child.exited;
		clearTimeout(timer);
		return code;
	} catch (error) {
		session.log("error", `recovery script cannot start: ${(error as Error).message}`, { job_id: job.id });
		return -1;
	} finally {
		closeSync(output);
	}
}
