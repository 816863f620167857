// A job that runs: its process, its files, and what has been done to it.
import { appendFileSync, mkdirSync } from "node:fs";
import type { ClaimedJob } from "../../contract/sync.ts";
import { type ExitReport, spawnDetached } from "../../platform/spawn.ts";
import { programPath } from "../../slurm/programs/run-program.ts";
import { stepCommand, stepEnvironment } from "../../slurm/steps/step-command.ts";
import { checkpointVersion } from "../checkpoint/progress.ts";
import type { Placement } from "../ledger/ledger.ts";
import type { Session } from "../session.ts";
import { signalMark } from "../steps/signal-mark.ts";
import { stepName } from "../steps/step-name.ts";
import { jobCommand } from "./job-command.ts";
import { checkpointDirectory, type Environment, jobEnvironment, jobMarks } from "./job-environment.ts";
import { openStdio, type StdioFiles } from "./stdio-files.ts";

export interface RunningJob {
	readonly job: ClaimedJob;
	readonly pid: number;
	readonly exited: Promise<ExitReport>;
	/** Epoch milliseconds. */
	readonly startedAt: number;
	readonly placement: Placement;
	readonly stdio: StdioFiles;
	readonly usage: JobUsage;
	readonly marks: readonly string[];
	/** Version of its declared checkpoint when it started; null when it declares none. */
	readonly checkpointAtStart: string | null;
	/** Epoch milliseconds when it was asked to end; null = not asked. */
	signaledAt: number | null;
	/** Epoch milliseconds when the ending first killed it; null = not killed. */
	killedAt: number | null;
	/** Killed for its memory. */
	overMemory: boolean;
	reportedStart: boolean;
	/** Stops waiting for a leader that cannot be killed. */
	abandon(): void;
}

export interface JobUsage {
	samples: number;
	peakBytes: number;
	sumBytes: number;
	peakCpuPercent: number;
	lastCpuSeconds: number;
	lastSampleAt: number;
}

/** Why a job could not be started, as a shell would say it. */
export interface StartFailure {
	readonly code: 126 | 127;
	readonly reason: string;
}

/** What is said of a leader that KILL did not end. */
const ABANDONED: ExitReport = { code: 137, signal: 9, cpuSeconds: null, maxRssBytes: null };

export interface Launch {
	readonly job: ClaimedJob;
	readonly placement: Placement;
	/** Epoch milliseconds, as the job is told it; null = no end. */
	readonly deadline: number | null;
}

export function startJob(
	session: Session,
	base: Environment,
	{ job, placement, deadline }: Launch,
): RunningJob | StartFailure {
	const stem = `job_${stepName(session.workflowId, job)}`;
	let stdio: StdioFiles;
	try {
		stdio = openStdio(session.stdioDirectory, stem, session.stdioOf(job.name).mode);
	} catch (error) {
		return { code: 126, reason: `cannot open its output files: ${(error as Error).message}` };
	}
	try {
		mkdirSync(checkpointDirectory(session, job.id), { recursive: true });
		const checkpointAtStart = checkpointVersion(session, job);
		const env = jobEnvironment(session, base, job, { gpuIds: placement.gpuIds, deadline });
		const { command, change } = start(session, job, placement);
		for (const [name, value] of Object.entries(change)) {
			if (value === undefined) delete env[name];
			else env[name] = value;
		}
		const spawned = spawnDetached({ command, env, stdout: stdio.stdout, stderr: stdio.stderr });
		const { promise: abandoned, resolve } = Promise.withResolvers<ExitReport>();
		const startedAt = session.clock();
		const usage = {
			samples: 0,
			peakBytes: 0,
			sumBytes: 0,
			peakCpuPercent: 0,
			lastCpuSeconds: 0,
			lastSampleAt: startedAt,
		};
		return {
			job,
			pid: spawned.pid,
			exited: Promise.race([spawned.exited, abandoned]),
			startedAt,
			placement,
			stdio,
			usage,
			marks: jobMarks(env),
			checkpointAtStart,
			signaledAt: null,
			killedAt: null,
			overMemory: false,
			reportedStart: false,
			abandon: () => resolve(ABANDONED),
		};
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const reason = `cannot start: ${message}`;
		sayIn(stdio.paths.at(-1), `torc: ${reason}\n`);
		return { code: code === "ENOENT" ? 127 : 126, reason };
	} finally {
		stdio.close();
	}
}

/** For whoever reads the job's output; the result says it anyway. */
function sayIn(path: string | undefined, text: string): void {
	if (path === undefined) return;
	try {
		appendFileSync(path, text);
	} catch {
		// The disk is full, or the file is gone.
	}
}

interface Start {
	readonly command: readonly string[];
	/** Variables to set or, where undefined, to remove. */
	readonly change: Readonly<Record<string, string | undefined>>;
}

/** A shell of its own, or a step of the allocation. */
function start(session: Session, job: ClaimedJob, placement: Placement): Start {
	const command = jobCommand(job.command, job.invocation_script);
	const { allocation } = session.options;
	if (session.mode === "direct" || allocation === undefined) return { command: ["bash", "-c", command], change: {} };
	const { execution, deadline } = session;
	const isDefault = job.resource_requirements_name === "default";
	const step = {
		slurmJobId: allocation.slurmJobId,
		name: stepName(session.workflowId, job),
		command,
		cpuBind: execution.enable_cpu_bind ?? false,
		nodes: nodesOf(session, placement),
		numNodes: job.num_nodes,
		limits: isDefault ? null : { numCpus: job.num_cpus, memoryBytes: job.memory_bytes },
		numGpus: job.num_gpus,
		secondsLeft: deadline === undefined ? null : (deadline - session.clock()) / 1000,
		signal: execution.srun_termination_signal ?? null,
		signalMark: signalMark(session, job),
	};
	return { command: stepCommand(programPath("srun"), step), change: stepEnvironment(step) };
}

/** The nodes the job was given; none to name where there is no choice. */
function nodesOf({ capacity }: Session, placement: Placement): string[] {
	if (capacity.nodes.length === 1) return [];
	return placement.nodes.flatMap((place) => capacity.nodes[place]?.name ?? []);
}
