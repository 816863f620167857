// Samples over time, for plots: a SQLite file that exists only where a time series is asked for (4-runner §5).
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Database, openDatabase, type SqlValue } from "../../sqlite/database.ts";
import type { Session } from "../session.ts";
import type { NodeFigures, NodeSample } from "./node-sampler.ts";

const JOB_TABLES = `
CREATE TABLE IF NOT EXISTS job_resource_samples (job_id INTEGER NOT NULL, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, num_processes INTEGER NOT NULL, PRIMARY KEY (job_id, timestamp));
CREATE TABLE IF NOT EXISTS job_metadata (job_id INTEGER PRIMARY KEY, job_name TEXT NOT NULL);`;
const NODE_TABLES = `
CREATE TABLE IF NOT EXISTS system_resource_samples (id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL, cpu_percent REAL NOT NULL,
	memory_bytes INTEGER NOT NULL, total_memory_bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS system_resource_summary (id INTEGER PRIMARY KEY CHECK (id = 1), sample_count INTEGER NOT NULL,
	peak_cpu_percent REAL NOT NULL, avg_cpu_percent REAL NOT NULL, peak_memory_bytes INTEGER NOT NULL, avg_memory_bytes INTEGER NOT NULL);`;

export interface MetricsFile {
	readonly outputDirectory: string;
	/** What makes the file's name its runner's alone. */
	readonly label: string;
	/** Told once when samples cannot be written: measuring never ends a run. */
	readonly warn: (message: string) => void;
}

export interface JobSample {
	/** 100 for each CPU that was busy all the time. */
	readonly cpuPercent: number;
	readonly memoryBytes: number;
	readonly processes: number;
}

interface Series {
	readonly jobSeries: boolean;
	readonly nodeSeries: boolean;
	/** Peaks and means of the node also without its series. */
	readonly nodeSummary?: boolean;
}

/** 4-runner §4, LABEL. */
export function metricsLabel({ options, workflowId, hostname, runId }: Session): string {
	const { allocation } = options;
	if (allocation === undefined) return `wf${workflowId}_h${hostname}_r${runId}`;
	return `wf${workflowId}_sl${allocation.slurmJobId}_n${allocation.nodeIndex}_p${allocation.taskPid}`;
}

export class MetricsDatabase {
	readonly path: string;
	private readonly database: Database;
	private readonly flushMs: number;
	private readonly series: Series;
	private waiting: { readonly sql: string; readonly values: readonly SqlValue[] }[] = [];
	private flushedAt: number;
	private readonly warn: (message: string) => void;
	private hasWarned = false;

	constructor({ outputDirectory, label, warn }: MetricsFile, flushSeconds: number, series: Series) {
		const folder = join(outputDirectory, "resource_utilization");
		mkdirSync(folder, { recursive: true });
		this.path = join(folder, `resource_metrics_${label}.db`);
		this.database = openDatabase(this.path, { synchronous: "normal" });
		this.database.exec(JOB_TABLES + NODE_TABLES);
		this.flushMs = flushSeconds * 1000;
		this.series = series;
		this.flushedAt = Date.now();
		this.warn = warn;
	}

	nameJob(jobId: number, jobName: string): void {
		if (this.series.jobSeries) this.add("INSERT OR REPLACE INTO job_metadata VALUES (?, ?)", jobId, jobName);
	}

	addJob(jobId: number, nowMs: number, { cpuPercent, memoryBytes, processes }: JobSample): void {
		if (!this.series.jobSeries) return;
		const values = [jobId, Math.floor(nowMs / 1000), cpuPercent, memoryBytes, processes];
		this.add("INSERT OR REPLACE INTO job_resource_samples VALUES (?, ?, ?, ?, ?)", ...values);
	}

	addNode(nowMs: number, { cpuPercent, memoryBytes, totalMemoryBytes }: NodeSample): void {
		if (!this.series.nodeSeries) return;
		const values = [Math.floor(nowMs / 1000), cpuPercent, memoryBytes, totalMemoryBytes];
		this.add("INSERT INTO system_resource_samples VALUES (NULL, ?, ?, ?, ?)", ...values);
	}

	/** Writes what has gathered; a job's end calls it, so that no finished job's samples are lost. */
	flush(): void {
		const rows = this.waiting;
		this.waiting = [];
		this.flushedAt = Date.now();
		if (rows.length === 0) return;
		try {
			this.database.exec("BEGIN");
			for (const { sql, values } of rows) this.database.run(sql, ...values);
			this.database.exec("COMMIT");
		} catch (error) {
			this.database.rollBack();
			if (!this.hasWarned) this.warn(`samples are lost, ${this.path} takes none: ${(error as Error).message}`);
			this.hasWarned = true;
		}
	}

	close(figures: NodeFigures | null): void {
		if (figures && (this.series.nodeSeries || this.series.nodeSummary)) {
			const { sample_count, peak_cpu_percent, avg_cpu_percent, peak_memory_bytes, avg_memory_bytes } = figures;
			const values = [sample_count, peak_cpu_percent, avg_cpu_percent, peak_memory_bytes, avg_memory_bytes];
			this.add("INSERT OR REPLACE INTO system_resource_summary VALUES (1, ?, ?, ?, ?, ?)", ...values);
		}
		this.flush();
		this.database.close();
	}

	private add(sql: string, ...values: SqlValue[]): void {
		this.waiting.push({ sql, values });
		if (Date.now() - this.flushedAt >= this.flushMs) this.flush();
	}
}
