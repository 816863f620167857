// A workflow's states computed the plain way: every rule looks at all jobs and all edges. The reference for the store.
import { dependencyState, type EndStatus, isComplete, type JobStatus } from "../../src/core/job-status.ts";

interface ModelJob {
	status: JobStatus;
	returnCode: number | null;
	/** Has been stopped and goes on: claimed before others. */
	continues: boolean;
	/** Canceled because a blocker ended badly. */
	byCascade: boolean;
	readonly cancels: boolean;
	readonly dependsOn: readonly number[];
}

/** Jobs are numbered from 0; edges point to lower numbers. */
export class NaiveModel {
	readonly jobs: ModelJob[];
	canceled = false;

	constructor(jobs: readonly { readonly cancels: boolean; readonly dependsOn: readonly number[] }[]) {
		this.jobs = jobs.map((job) => ({
			...job,
			status: "uninitialized",
			returnCode: null,
			continues: false,
			byCascade: false,
		}));
	}

	statuses(): JobStatus[] {
		return this.jobs.map((job) => job.status);
	}

	/** The next `limit` ready jobs: those that continue first, lowest number first. */
	claim(limit: number): number[] {
		if (this.canceled) return [];
		const ready = (continues: boolean): number[] =>
			this.indexes((job) => job.status === "ready" && job.continues === continues);
		const taken = [...ready(true), ...ready(false)].slice(0, limit);
		for (const index of taken) this.at(index).status = "pending";
		return taken;
	}

	start(index: number): void {
		this.at(index).status = "running";
	}

	complete(index: number, status: EndStatus, returnCode: number): void {
		const job = this.at(index);
		job.status = status;
		job.returnCode = returnCode;
		job.byCascade = false;
		this.release();
	}

	retry(index: number): void {
		const wasBad = this.state(this.at(index)) === "bad";
		this.at(index).status = "ready";
		const open = new Set([index]);
		for (const [waiter, job] of this.jobs.entries()) {
			if (!job.dependsOn.some((blocker) => open.has(blocker))) continue;
			const restored = wasBad && job.status === "canceled" && job.byCascade;
			if (restored) open.add(waiter);
			if (restored || job.status === "ready") job.status = "blocked";
		}
	}

	cancelWorkflow(): void {
		this.canceled = true;
		for (const job of this.jobs) if (job.status === "pending" || job.status === "running") job.status = "canceled";
	}

	resetAll(): void {
		for (const job of this.jobs) job.status = "uninitialized";
	}

	resetFailed(): void {
		const bad = this.indexes(
			(job) => job.status === "failed" || job.status === "canceled" || job.status === "terminated",
		);
		for (const index of this.downstream(bad)) this.at(index).status = "uninitialized";
		for (const job of this.jobs) if (job.status === "pending_failed") job.status = "uninitialized";
	}

	initialize(onlyUninitialized: boolean): void {
		if (onlyUninitialized) {
			for (const job of this.jobs) if (job.status === "canceled") job.status = "uninitialized";
			for (const index of this.downstream(this.indexes((job) => job.status === "uninitialized"))) {
				this.at(index).status = "uninitialized";
			}
		}
		for (const job of this.jobs) if (job.status === "terminated") job.continues = true;
		const before = this.jobs.map((job) => this.state(job));
		// What has ended waits again for what is open, and so does all downstream of it.
		for (const [index, job] of onlyUninitialized ? [] : this.jobs.entries()) {
			if (job.dependsOn.some((blocker) => before[blocker] === "open")) before[index] = "open";
		}
		for (const job of this.jobs) {
			const states = job.dependsOn.map((index) => before[index]);
			const open = states.includes("open");
			const unfinished = !["completed", "failed", "canceled", "disabled"].includes(job.status);
			if (unfinished) job.status = open || states.includes("bad") ? "blocked" : "ready";
			else if (!onlyUninitialized && open) job.status = "blocked";
		}
		this.release();
	}

	private release(): void {
		for (let changed = true; changed; ) {
			changed = false;
			for (const job of this.jobs) {
				if (job.status !== "blocked") continue;
				const states = job.dependsOn.map((index) => this.state(this.at(index)));
				if (states.includes("open")) continue;
				job.byCascade = job.cancels && states.includes("bad");
				job.status = job.byCascade ? "canceled" : "ready";
				changed = true;
			}
		}
	}

	private downstream(start: readonly number[]): Set<number> {
		const reached = new Set(start);
		for (const [index, job] of this.jobs.entries()) {
			if (job.dependsOn.some((blocker) => reached.has(blocker))) reached.add(index);
		}
		return reached;
	}

	private state(job: ModelJob): "open" | "good" | "bad" {
		return isComplete(job.status) ? dependencyState(job.status, job.returnCode) : "open";
	}

	private indexes(condition: (job: ModelJob) => boolean): number[] {
		return [...this.jobs.keys()].filter((index) => condition(this.at(index)));
	}

	private at(index: number): ModelJob {
		return this.jobs[index] as ModelJob;
	}
}
