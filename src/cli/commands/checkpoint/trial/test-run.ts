// One life of the job under test: a fresh copy of its files, a server of its own in memory, and the real runner, which
// ends each attempt as a wall time would. Every life is led at the same path, so that paths in outputs do not differ.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Client, connect } from "../../../../client/connect.ts";
import { createFromDraft } from "../../../../client/create-from-draft.ts";
import { TorcError } from "../../../../core/errors.ts";
import { parseMemorySize } from "../../../../core/memory-size.ts";
import { detectMachine } from "../../../../platform/machine.ts";
import { watchTree } from "../../../../platform/watch-tree.ts";
import { findCheckpointFiles, fingerprint } from "../../../../runner/checkpoint/declared-files.ts";
import { runWorkflow } from "../../../../runner/run-workflow.ts";
import type { JobMoment } from "../../../../runner/runner-options.ts";
import { StopRequests } from "../../../../runner/stop-requests.ts";
import { type RunningServer, startServer } from "../../../../server/start-server.ts";
import { LogFolder } from "../../results/log-paths.ts";
import { initialize } from "../../workflows/initialize.ts";
import { reinitialize } from "../../workflows/reinitialize.ts";
import type { Abort } from "./abort.ts";
import type { Attempt, AttemptEnd } from "./attempt.ts";
import { FileUses } from "./file-uses.ts";
import type { JobUnderTest } from "./one-job-draft.ts";
import { type CopyPlan, copyTo } from "./working-copy.ts";

export interface TestSetup {
	/** Absolute; made and removed by the caller. */
	readonly scratch: string;
	readonly copy: CopyPlan;
	readonly under: JobUnderTest;
	readonly user: string;
	/** Longest time of an attempt that is not interrupted. */
	readonly limitSeconds: number;
	readonly abort: Abort;
	readonly say: (line: string) => void;
}

/** Events of files are taken in so often; those around the signal and the start are told apart exactly. */
const DRAIN_MS = 5;
/** From the beginning of a run to the start of its job, about. */
const START_MS = 100;
const LAST_WORDS_LENGTH = 200;
const KILL = 9;

export class TestRun implements AsyncDisposable {
	private readonly setup: TestSetup;
	private readonly name: string;
	private readonly server: RunningServer;
	private readonly client: Client;
	private readonly before = process.cwd();
	private workflowId = 0;
	private isOver = false;

	private constructor(setup: TestSetup, name: string, server: RunningServer) {
		this.setup = setup;
		this.name = name;
		this.server = server;
		this.client = connect({ url: server.url, fetch: (request) => server.fetch(request), user: setup.user });
	}

	/** `name`: of the folder it leaves in the scratch folder. */
	static async open(setup: TestSetup, name: string): Promise<TestRun> {
		copyTo(setup.copy, workFolder(setup));
		const run = new TestRun(setup, name, await startServer({ databasePath: ":memory:", port: 0 }));
		try {
			process.chdir(run.work);
			await run.create();
			return run;
		} catch (error) {
			await run[Symbol.asyncDispose]();
			throw error;
		}
	}

	/** Where the job works. */
	get work(): string {
		return workFolder(this.setup);
	}

	/** TORC_CHECKPOINT_DIR of the job. */
	get checkpointFolder(): string {
		return join(this.output, "checkpoints", `wf${this.workflowId}_j1`);
	}

	/** Seconds from its start; null: as long as it takes. The job is made ready first where it is not. */
	async attempt(interruptAfterSeconds: number | null): Promise<Attempt> {
		await this.makeReady();
		const { under, abort } = this.setup;
		const paths = under.checkpointPaths;
		mkdirSync(this.checkpointFolder, { recursive: true });
		using watch = watchTree([this.work, this.checkpointFolder]);
		const uses = new FileUses();
		let moment: JobMoment | null = null;
		let versionBefore = "";
		const drain = (): void => {
			const events = watch?.drain() ?? [];
			// What came before the start is the runner's doing: it checks and keeps checkpoints.
			if (moment !== null) uses.add(events, moment === "asked");
		};
		const timer = setInterval(drain, DRAIN_MS);
		const stop = new StopRequests();
		abort.attach(stop);
		try {
			await runWorkflow({
				client: this.client,
				workflowId: this.workflowId,
				apiUrl: this.server.url,
				outputDirectory: this.output,
				capacity: enoughFor(under),
				labels: under.job.labels,
				deadline: this.deadline(interruptAfterSeconds ?? this.setup.limitSeconds),
				stop,
				clock: steadyClock,
				onJob: (next) => {
					drain();
					if (next === "start") versionBefore = fingerprint(findCheckpointFiles(paths, this.checkpointFolder));
					moment = next;
				},
				onLog: (level, message) => {
					if (level === "error" || (level === "warn" && !message.startsWith("Job killed")))
						this.setup.say(`  ${message}`);
				},
			});
		} finally {
			clearInterval(timer);
		}
		abort.check();
		drain();
		const declared = findCheckpointFiles(paths, this.checkpointFolder);
		const after = fingerprint(declared);
		return {
			end: await this.lastEnd(),
			uses: watch?.complete ? uses.list(sizeOf) : null,
			declared: paths.length > 0 ? declared.map(({ path, bytes }) => ({ path, bytes })) : null,
			declaredChanged: paths.length > 0 ? after !== "" && after !== versionBefore : null,
		};
	}

	/** The files stay in the scratch folder under the life's name, in place of an earlier one's. May be called again. */
	async [Symbol.asyncDispose](): Promise<void> {
		if (this.isOver) return;
		this.isOver = true;
		await this.server.close();
		process.chdir(this.before);
		const left = join(this.setup.scratch, this.name);
		rmSync(left, { recursive: true, force: true });
		mkdirSync(left, { recursive: true });
		renameSync(this.work, leftWork(this.setup, this.name));
		renameSync(this.output, join(left, "torc_output"));
	}

	private get output(): string {
		return join(this.setup.scratch, "torc_output");
	}

	private async create(): Promise<void> {
		mkdirSync(this.output, { recursive: true });
		const { draft } = this.setup.under;
		const workflow = { ...draft.workflow, submission_directory: this.work };
		this.workflowId = (await createFromDraft(this.client, { ...draft, workflow })).workflow_id;
		await initialize(this.client, this.workflowId, { force: false, cwd: this.work, warn: () => undefined });
	}

	/** A job that does not continue by itself is continued as a person would. */
	private async makeReady(): Promise<void> {
		const { items } = await this.client.listJobs({ query: { workflow_id: this.workflowId } });
		if (items[0]?.status !== "terminated") return;
		await reinitialize(this.client, this.workflowId, { force: false, cwd: this.work, warn: () => undefined });
	}

	/** The signal comes the buffer before the end. */
	private deadline(seconds: number): number {
		const buffer = this.setup.under.draft.workflow.compute_node_expiration_buffer_seconds ?? 0;
		return steadyClock() + START_MS + (seconds + buffer) * 1000;
	}

	private async lastEnd(): Promise<AttemptEnd> {
		const query = { workflow_id: this.workflowId, all_runs: true };
		const { items } = await this.client.listResults({ query });
		const result = items.at(-1) as StoredEnd | undefined;
		if (result === undefined) {
			throw new TorcError("internal", `${this.setup.under.job.name} was not started`, {
				hint: `Look into the runner's log below ${this.setup.scratch} (--keep).`,
			});
		}
		const runSeconds = result.exec_time_minutes * 60;
		const signalToExit = result.signal_to_exit_seconds ?? null;
		const timeoutCode = this.setup.under.draft.workflow.execution_config?.timeout_exit_code ?? 152;
		return {
			status: result.status,
			returnCode: result.return_code,
			signal: result.signal ?? null,
			wasAsked: signalToExit !== null,
			wasKilled: result.signal === KILL && result.return_code === timeoutCode,
			runSeconds,
			askedAfterSeconds: signalToExit === null ? null : runSeconds - signalToExit,
			signalToExitSeconds: signalToExit,
			leadSeconds: result.signal_lead_seconds ?? null,
			lastWords: lastLine(new LogFolder(this.output, this.output).jobLogs(result).stderr),
		};
	}
}

/** Epoch milliseconds that never jump: lives are compared by how long they took. */
const steadyClock = (): number => performance.timeOrigin + performance.now();

interface StoredEnd {
	readonly workflow_id: number;
	readonly job_id: number;
	readonly run_id: number;
	readonly attempt_id?: number | null;
	readonly status: string;
	readonly return_code: number;
	readonly exec_time_minutes: number;
	readonly signal?: number | null;
	readonly signal_to_exit_seconds?: number | null;
	readonly signal_lead_seconds?: number | null;
}

function sizeOf(path: string): number | null {
	const stat = statSync(path, { throwIfNoEntry: false });
	return stat?.isFile() ? stat.size : null;
}

const workFolder = ({ scratch }: TestSetup): string => join(scratch, "work");

/** Where the files of a life that has ended lie. */
export const leftWork = ({ scratch }: TestSetup, name: string): string => join(scratch, name, "work");

/** The job is tried out here even if this machine has less than it asks for. */
function enoughFor({ needs }: JobUnderTest) {
	if (needs === null) return undefined;
	const machine = detectMachine();
	return {
		numCpus: Math.max(machine.numCpus, needs.num_cpus),
		memoryBytes: Math.max(machine.memoryBytes, parseMemorySize(needs.memory) ?? 0),
		...(needs.num_gpus > machine.numGpus ? { numGpus: needs.num_gpus } : {}),
	};
}

function lastLine(path: string): string {
	try {
		return readFileSync(path, "utf8").trimEnd().split("\n").at(-1)?.slice(0, LAST_WORDS_LENGTH) ?? "";
	} catch {
		return "";
	}
}
