// Before a job starts again its checkpoint is looked at: a good one is kept, a broken one is set aside and the one before
// takes its place (4-runner §8, Continue). This happens before the start, never in the seconds before a limit.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { ClaimedJob } from "../../contract/sync.ts";
import { checkpointDirectory, type Environment, jobEnvironment } from "../process/job-environment.ts";
import type { SideCommands } from "../process/side-commands.ts";
import type { Session } from "../session.ts";
import { checkpointFacts } from "./checkpoint-facts.ts";
import {
	type CheckpointFile,
	type CheckpointSettings,
	checkpointSettings,
	findCheckpointFiles,
} from "./declared-files.ts";
import { keep, listKept, restore, setAside } from "./kept-checkpoints.ts";

const VALIDATE_LIMIT_MS = 60_000;

/** Only jobs that declare where their checkpoint is, and may have written one. */
export function needsPreparation(job: ClaimedJob): boolean {
	const settings = checkpointSettings(job);
	return settings !== null && settings.paths.length > 0 && job.restart_count > 0;
}

/** Never fails: a checkpoint that cannot be looked at is the job's to judge. */
export async function prepareRestart(
	session: Session,
	base: Environment,
	commands: SideCommands,
	job: ClaimedJob,
): Promise<void> {
	try {
		await new Preparation(session, base, commands, job).run();
	} catch (error) {
		session.log("warn", `the checkpoint cannot be kept or checked: ${(error as Error).message}`, { job_id: job.id });
	}
}

class Preparation {
	private readonly session: Session;
	private readonly base: Environment;
	private readonly commands: SideCommands;
	private readonly job: ClaimedJob;
	private readonly settings: CheckpointSettings;
	private readonly keptDirectory: string;

	constructor(session: Session, base: Environment, commands: SideCommands, job: ClaimedJob) {
		this.session = session;
		this.base = base;
		this.commands = commands;
		this.job = job;
		this.settings = checkpointSettings(job) as CheckpointSettings;
		this.keptDirectory = `${checkpointDirectory(session, job.id)}.kept`;
	}

	async run(): Promise<void> {
		const files = this.find();
		if (files.length > 0) {
			const verdict = await this.validate();
			if (verdict === null) return;
			this.tell(files, verdict);
			if (verdict) return keep(this.keptDirectory, files, this.settings.keep);
			const place = setAside(this.keptDirectory, files, `broken-r${this.job.run_id}-a${this.job.attempt_id - 1}`);
			this.session.log("warn", `the last checkpoint is broken and was set aside in ${place}`, { job_id: this.job.id });
		}
		await this.fallBack();
	}

	private async fallBack(): Promise<void> {
		for (const kept of listKept(this.keptDirectory)) {
			restore(kept);
			const verdict = await this.validate();
			if (verdict === null) return;
			if (verdict) {
				const fields = { job_id: this.job.id, checkpoint: kept.number };
				return this.session.log("info", "The job restarts from the checkpoint before", fields);
			}
			const files = this.find();
			this.tell(files, false);
			setAside(this.keptDirectory, files, `broken-kept-${kept.number}`);
		}
		this.session.log("warn", "no usable checkpoint is there; the job restarts from the beginning", {
			job_id: this.job.id,
		});
	}

	private find() {
		return findCheckpointFiles(this.settings.paths, checkpointDirectory(this.session, this.job.id));
	}

	/** Null: the runner's ending stopped the check. Without a command every checkpoint is taken as it is. */
	private async validate(): Promise<boolean | null> {
		const { validate } = this.settings;
		if (validate === null) return true;
		const env = jobEnvironment(this.session, this.base, this.job);
		const { id, run_id, attempt_id } = this.job;
		const name = `job_wf${this.session.workflowId}_j${id}_r${run_id}_a${attempt_id}.validate`;
		const output = openSync(join(this.session.stdioDirectory, name), "a");
		try {
			const exit = await this.commands.run({ command: validate, env, output, limitMs: VALIDATE_LIMIT_MS });
			if (exit.stopped === "ending") return null;
			if (exit.stopped === "limit")
				this.session.log("warn", "checkpoint.validate took longer than 60 s", { job_id: id });
			return exit.code === 0;
		} finally {
			closeSync(output);
		}
	}

	/** The record of the checkpoint the job restarts from, or cannot; the start does not wait for it. */
	private tell(files: readonly CheckpointFile[], isValid: boolean): void {
		const facts = checkpointFacts(files);
		if (facts === null) return;
		const { client, workflowId, log } = this.session;
		const checked = this.settings.validate === null ? {} : { is_valid: isValid };
		const body = { workflow_id: workflowId, job_id: this.job.id, ...facts, ...checked };
		client.createCheckpoint({ body }).catch((error: Error) => {
			log("warn", `the checkpoint could not be recorded: ${error.message}`, { job_id: this.job.id });
		});
	}
}
