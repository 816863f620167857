// What Slurm's accounting says of ended steps, stored with their jobs: asked for all at once, every 10 minutes and when the
// runner leaves (4-runner §7; §5, sacct backfill).
import { allPages } from "../../client/all-pages.ts";
import type { ResultModel } from "../../contract/models/result.ts";
import { isFinal, type StepAccount, type StepAccounts } from "../../slurm/accounting/step-accounts.ts";
import type { RunningJob } from "../process/running-job.ts";
import type { Session } from "../session.ts";
import { stepName } from "./step-name.ts";

const EVERY_MS = 600_000;
/** Accounting knows a step's end some moments after it. */
const PAUSE_MS = 500;

interface EndedStep {
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id: number;
}

export class StepFigures {
	private readonly session: Session;
	private readonly slurmJobId: string;
	private readonly read: () => Promise<StepAccounts>;
	/** By the step's name: ended, and not stored yet. */
	private readonly waiting = new Map<string, EndedStep>();
	private timer: ReturnType<typeof setTimeout> | null = null;
	private disabled = false;

	constructor(session: Session, slurmJobId: string, read: () => Promise<StepAccounts>) {
		this.session = session;
		this.slurmJobId = slurmJobId;
		this.read = read;
	}

	/** Called when the job's result has been reported. */
	ended({ job }: RunningJob): void {
		if (this.disabled) return;
		const { id: job_id, run_id, attempt_id } = job;
		this.waiting.set(stepName(this.session.workflowId, job), { job_id, run_id, attempt_id });
		this.timer ??= setTimeout(() => {
			this.timer = null;
			void this.store();
		}, EVERY_MS);
	}

	/** Stores what is still missing, for at most so long. */
	async settle(forMs: number): Promise<void> {
		if (this.timer) clearTimeout(this.timer);
		const until = performance.now() + forMs;
		while (this.waiting.size > 0 && !this.disabled && performance.now() < until) {
			await this.store();
			if (this.waiting.size > 0) await new Promise((done) => setTimeout(done, PAUSE_MS));
		}
		if (this.waiting.size > 0 && !this.disabled) {
			this.session.log("warn", "accounting does not know some steps yet; their figures are missing", {
				steps: this.waiting.size,
			});
		}
	}

	private async store(): Promise<void> {
		const accounts = await this.read();
		if (accounts === "disabled") this.disabled = true;
		if (typeof accounts === "string") return;
		for (const account of accounts) {
			const step = this.waiting.get(account.name);
			if (step === undefined || !isFinal(account.state)) continue;
			this.waiting.delete(account.name);
			try {
				await this.storeOne(step, account);
			} catch (error) {
				this.session.log("warn", `Slurm's figures of a step cannot be stored: ${(error as Error).message}`, {
					job_id: step.job_id,
				});
			}
		}
	}

	private async storeOne(step: EndedStep, account: StepAccount): Promise<void> {
		const { client, workflowId: workflow_id } = this.session;
		await client.createSlurmStats({
			body: {
				workflow_id,
				...step,
				slurm_job_id: this.slurmJobId,
				max_rss_bytes: account.maxRssBytes,
				max_vm_size_bytes: account.maxVmSizeBytes,
				max_disk_read_bytes: account.maxDiskReadBytes,
				max_disk_write_bytes: account.maxDiskWriteBytes,
				ave_cpu_seconds: account.aveCpuSeconds,
				node_list: account.nodeList,
			},
		});
		const query = { workflow_id, job_id: step.job_id, run_id: step.run_id, all_runs: true };
		for await (const result of allPages(client.listResults, { query })) {
			if ((result.attempt_id ?? 1) !== step.attempt_id) continue;
			await client.updateResult({ params: { id: result.id as number }, body: backfilled(result, account) });
		}
	}
}

/** Memory and CPU of a result where accounting knows more than the runner saw. */
export function backfilled(result: ResultModel, { maxRssBytes, aveCpuSeconds }: StepAccount): ResultModel {
	const seconds = result.exec_time_minutes * 60;
	const percent = aveCpuSeconds === null || seconds <= 0 ? null : (aveCpuSeconds / seconds) * 100;
	return {
		...result,
		...(maxRssBytes ? { peak_memory_bytes: Math.max(result.peak_memory_bytes ?? 0, maxRssBytes) } : {}),
		...(percent === null ? {} : { avg_cpu_percent: percent }),
		...(percent !== null && !result.peak_cpu_percent ? { peak_cpu_percent: percent } : {}),
	};
}
